using BenchmarkDotNet.Attributes;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>The same sales, summed per SKU and minute, hour and day by each contender.</summary>
public class WindowContenders
{
    private const int BatchEvents = 4096;
    private readonly RolledWindows rolled = new();
    private readonly PaneWindows panes = new();
    private Sale[] sales = [];
    private long shift;

    /// <summary>How many sales, set by the suite.</summary>
    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    /// <summary>What <see cref="Events"/> takes.</summary>
    public static IReadOnlyList<int> Sizes { get; set; } = [200_000];

    /// <summary>Makes the sales.</summary>
    [GlobalSetup]
    public void Prepare() => sales = Windowing.Sales.Make(Events);

    /// <summary>The engine's panes of several sizes, hour after hour: what a day of work looks like.</summary>
    [Benchmark(Baseline = true)]
    public long Ours() => NextHour(rolled.Add);

    /// <summary>A table of panes for each size.</summary>
    [Benchmark]
    public long Tables() => NextHour(panes.Add);

    /// <summary>The engine's window operator.</summary>
    [Benchmark]
    public long Operators()
    {
        using var operators = new OperatorWindows();
        for (var at = 0; at < sales.Length; at += BatchEvents)
        {
            operators.Add(sales.AsMemory(at, Math.Min(BatchEvents, sales.Length - at)));
        }

        return operators.Emitted;
    }

    /// <summary>Naive Rx.</summary>
    [Benchmark]
    public long Rx()
    {
        long closed = 0;
        RxWindows.Run(sales, (_, _, _, units) => closed += units);
        return closed;
    }

    /// <summary>Whether all find the same sums in the same windows.</summary>
    internal static bool Agree(int events)
    {
        var sales = Windowing.Sales.Make(events);
        var (rolled, tables, rx) = (new Dictionary<(long, int, long), long>(), new Dictionary<(long, int, long), long>(), new Dictionary<(long, int, long), long>());
        var ours = new RolledWindows { Emitted = (size, sku, start, units) => rolled[(size, sku, start)] = units };
        var panes = new PaneWindows { Emitted = (size, sku, start, units) => tables[(size, sku, start)] = units };
        for (var at = 0; at < sales.Length; at += BatchEvents)
        {
            var batch = sales.AsSpan(at, Math.Min(BatchEvents, sales.Length - at));
            ours.Add(batch, 0);
            panes.Add(batch, 0);
        }

        RxWindows.Run(sales, (size, sku, start, units) => rx.Add((size, sku, start), units));
        return new[] { rolled, tables }.All(sums => sums.Count == rx.Count && sums.All(s => rx.TryGetValue(s.Key, out var units) && units == s.Value));
    }

    private long NextHour(Feed feed)
    {
        long emitted = 0;
        for (var at = 0; at < sales.Length; at += BatchEvents)
        {
            emitted += feed(sales.AsSpan(at, Math.Min(BatchEvents, sales.Length - at)), shift);
        }

        shift += Windowing.Sales.Span;
        return emitted;
    }

    private delegate long Feed(ReadOnlySpan<Sale> batch, long shift);
}
