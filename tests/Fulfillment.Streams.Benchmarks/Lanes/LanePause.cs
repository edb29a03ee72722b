using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>How long a lane with many open orders stops for its snapshot, how large that is, and how long a restore takes.</summary>
internal static class LanePause
{
    private const int BatchOrders = 4000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5); // as long as a worker lets a lane stop

    public static Outcome Measure(int orders)
    {
        using var fed = new FedLane();
        Feed(fed, 0, orders, orders);
        var (whole, pause, taken) = Take(fed);
        Feed(fed, orders, orders + (orders / 100), orders);
        var (next, secondPause, _) = Take(fed);

        var state = new StoredState("", Manifest.FormatVersion, [.. whole, .. next]);
        var restore = Stopwatch.StartNew();
        var lane = FedLane.NewLane(epoch: 2);
        lane.Restore(state);
        restore.Stop();
        if (!fed.Lane.Counters.Select(c => c.Applied).SequenceEqual(lane.Counters.Select(c => c.Applied)))
        {
            throw new InvalidOperationException("What was restored is not what was saved.");
        }

        return new Outcome
        {
            Figures = new Dictionary<string, double>
            {
                ["pause_ms"] = Math.Max(pause.TotalMilliseconds, secondPause.TotalMilliseconds),
                ["taken_s"] = taken.TotalSeconds,
                ["whole_mb"] = whole.Sum(b => (long)b.Length) / 1e6,
                ["next_mb"] = next.Sum(b => (long)b.Length) / 1e6,
                ["restore_s"] = restore.Elapsed.TotalSeconds,
            },
        };
    }

    private static void Feed(FedLane fed, int first, int end, int orders)
    {
        for (var at = first; at < end; at += BatchOrders)
        {
            fed.Feed(fed.Batch(Topic.Orders, Enumerable.Range(at, Math.Min(BatchOrders, end - at)).Select(n => ShopEvents.Order(n, orders))));
            fed.Tick();
        }
    }

    private static (byte[][] Blobs, TimeSpan Longest, TimeSpan Total) Take(FedLane fed)
    {
        var (longest, total) = (TimeSpan.Zero, TimeSpan.Zero);
        IReadOnlyList<SnapshotBlob>? blobs = null;
        for (var begun = false; blobs is null; begun = true)
        {
            var watch = Stopwatch.StartNew();
            if (begun)
            {
                blobs = fed.Lane.ContinueSnapshot(Step);
            }
            else
            {
                fed.Lane.BeginSnapshot();
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            total += watch.Elapsed;
        }

        return ([.. blobs.Select(b => b.ToArray())], longest, total);
    }
}
