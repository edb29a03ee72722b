using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>
/// A contender: what a Rx user writes. An event at a time, a group per SKU and window by GroupByUntil, closed by a timer on a
/// <see cref="HistoricalScheduler"/> that follows event time.
/// </summary>
internal static class RxWindows
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Runs all sales through and gives every closed window.</summary>
    public static void Run(ReadOnlySpan<Sale> sales, Action<long, int, long, long> closed)
    {
        using var events = new Subject<Sale>();
        var time = new HistoricalScheduler(DateTimeOffset.FromUnixTimeMilliseconds(sales[0].Time));
        var running = Sales.Sizes.Select(size => events
            .GroupByUntil(s => (s.Sku, Start: s.Time - (s.Time % size)), group => Observable.Timer(EndOf(group.Key.Start, size) + Grace, time))
            .SelectMany(group => group.Aggregate(0L, (units, s) => units + s.Units).Select(units => (group.Key, Units: units)))
            .Subscribe(window => closed(size, window.Key.Sku, window.Key.Start, window.Units))).ToList();
        foreach (var sale in sales)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(sale.Time);
            if (now > time.Clock)
            {
                time.AdvanceTo(now);
            }

            events.OnNext(sale);
        }

        events.OnCompleted();
        running.ForEach(r => r.Dispose());
    }

    private static DateTimeOffset EndOf(long start, long size) => DateTimeOffset.FromUnixTimeMilliseconds(start + size);
}
