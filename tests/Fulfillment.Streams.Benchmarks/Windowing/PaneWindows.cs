using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>
/// The engine's table of panes fed with batches, one for each size: every sale goes into the pane of its minute, hour and day; after
/// each batch the touched panes are read, as a flush does, and what is beyond retention expires.
/// </summary>
internal sealed class PaneWindows
{
    private const long Retention = 60_000;
    private readonly PaneTable<int, long>[] tables = [.. Sales.Sizes.Select(_ => new PaneTable<int, long>())];
    private readonly TumblingWindows[] windows = [.. Sales.Sizes.Select(s => new TumblingWindows(s))];

    /// <summary>Receives every touched pane: size, SKU, start and units so far.</summary>
    public Action<long, int, long, long>? Emitted { get; init; }

    /// <summary>Adds a batch and reads what it touched.</summary>
    /// <param name="batch">The sales.</param>
    /// <param name="shift">Added to every time, so that the same sales may be a later hour.</param>
    public long Add(ReadOnlySpan<Sale> batch, long shift)
    {
        long emitted = 0;
        for (var size = 0; size < tables.Length; size++)
        {
            var (table, window) = (tables[size], windows[size]);
            var cursor = new WindowCursor<TumblingWindows>(window);
            foreach (ref readonly var sale in batch)
            {
                table.Touch(sale.Sku, cursor.StartOf(sale.Time + shift), out _) += sale.Units;
            }

            foreach (var slot in table.Touched)
            {
                emitted += table[slot];
                Emitted?.Invoke(Sales.Sizes[size], table.KeyOf(slot).Key, table.KeyOf(slot).Start, table[slot]);
            }

            table.ClearTouched();
            table.Expire(window, batch[^1].Time + shift, Retention);
        }

        return emitted;
    }
}
