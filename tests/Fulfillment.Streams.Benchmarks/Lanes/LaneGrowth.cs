using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>What an event costs a lane that has many orders open: scans of orders drawn by chance, flushes included.</summary>
internal static class LaneGrowth
{
    private const int BatchOrders = 4000;
    private const int BatchEvents = 4096;
    private const int FlushBatches = 4;
    private const int WarmUpBatches = 8;

    public static Outcome Measure(int keys, int events)
    {
        using var fed = new FedLane();
        for (var at = 0; at < keys; at += BatchOrders)
        {
            fed.Feed(fed.Batch(Topic.Orders, Enumerable.Range(at, Math.Min(BatchOrders, keys - at)).Select(n => ShopEvents.Order(n, keys))));
            fed.Tick();
        }

        var random = new Random(keys);
        var watch = new Stopwatch();
        var measured = 0;
        for (var batch = 0; measured < events; batch++)
        {
            var round = batch;
            var scans = fed.Batch(Topic.Tracking, Enumerable.Range(0, BatchEvents).Select(_ => ShopEvents.Scan(random.Next(keys), round)));
            if (batch == WarmUpBatches)
            {
                GC.Collect(); // what filling left behind is not the scans' to pay
                watch.Reset();
                measured = 0;
            }

            watch.Start();
            fed.Feed(scans);
            if (batch % FlushBatches == FlushBatches - 1)
            {
                fed.Tick();
            }

            watch.Stop();
            measured += batch >= WarmUpBatches ? BatchEvents : 0;
        }

        return new Outcome { Figures = new Dictionary<string, double> { ["ns"] = watch.Elapsed.TotalNanoseconds / measured } };
    }
}
