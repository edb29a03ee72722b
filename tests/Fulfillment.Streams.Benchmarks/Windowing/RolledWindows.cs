using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>
/// The engine's panes of several sizes fed with batches: every sale goes into the pane of its minute; after each batch the touched
/// panes are passed on to hours and days and read, as a flush does, and what is beyond retention expires.
/// </summary>
internal sealed class RolledWindows
{
    private const long Retention = 60_000;
    private readonly RollupPanes<long, WholeSum> panes = new(Sales.Rollup, default, Retention);

    /// <summary>Receives every touched pane: size, SKU, start and units so far.</summary>
    public Action<long, int, long, long>? Emitted { get; init; }

    /// <summary>Adds a batch and reads what it touched.</summary>
    /// <param name="batch">The sales.</param>
    /// <param name="shift">Added to every time, so that the same sales may be a later hour.</param>
    public long Add(ReadOnlySpan<Sale> batch, long shift)
    {
        foreach (ref readonly var sale in batch)
        {
            panes.Touch(sale.Sku, sale.Time + shift, out _) += sale.Units;
        }

        var changed = new Changed(Emitted);
        panes.RollUp(ref changed);
        panes.Expire(batch[^1].Time + shift);
        return changed.Units;
    }

    private struct Changed(Action<long, int, long, long>? emitted) : IPaneVisitor<long>
    {
        public long Units { get; private set; }

        public void Visit(TimeWindow window, int key, in long value)
        {
            Units += value;
            emitted?.Invoke(window.Length, key, window.Start, value);
        }
    }
}
