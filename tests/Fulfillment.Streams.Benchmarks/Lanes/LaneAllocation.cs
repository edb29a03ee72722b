using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Windowing;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Outcome = Fulfillment.Streams.Benchmarks.Measuring.Outcome;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>Bytes allocated per event once everything has grown to its size.</summary>
internal static class LaneAllocation
{
    private const int Orders = 10_000;
    private const int BatchEvents = 4096;
    private const int WarmUp = 120;
    private const int RoundsPerSnapshot = 8;
    private const long Step = 2 * 3_600_000; // between rounds, in event time: days go by, and with them what they remember
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    public static Outcome Measure(int rounds) => new()
    {
        Figures = new Dictionary<string, double> { ["decode"] = Decode(rounds), ["windows"] = Windows(rounds), ["lane"] = Lane(rounds), ["flush"] = Flush(rounds) },
    };

    private static double Decode(int rounds)
    {
        using var lines = new EventLines(20_000);
        var decoder = new EventDecoder(TimeProvider.System);
        return PerEvent(rounds, lines.Events, _ => null, (_, _) =>
        {
            foreach (var batch in lines.Batches)
            {
                decoder.Decode(batch).Dispose();
            }
        });
    }

    private static double Windows(int rounds)
    {
        var sales = Sales.Make(BatchEvents * 4);
        var windows = new RolledWindows();
        return PerEvent(rounds, sales.Length, _ => null, (_, round) => windows.Add(sales, round * Sales.Span));
    }

    /// <summary>Batches of scans and restatements of what is known, a flush after each, while days go by.</summary>
    private static double Lane(int rounds)
    {
        var time = new PassingTime();
        using var fed = Filled(time);
        return PerEvent(rounds, BatchEvents, round => Next(fed, time, round), (batch, _) =>
        {
            fed.Feed(batch!);
            fed.Tick();
        });
    }

    /// <summary>The flushes of these alone.</summary>
    private static double Flush(int rounds)
    {
        var time = new PassingTime();
        using var fed = Filled(time);
        return PerEvent(
            rounds, BatchEvents,
            round =>
            {
                fed.Feed(Next(fed, time, round));
                return null;
            },
            (_, _) => fed.Tick());
    }

    private static FedLane Filled(PassingTime time)
    {
        var fed = new FedLane(Retention, time);
        fed.Feed(fed.Batch(Topic.Orders, Enumerable.Range(0, Orders).Select(n => ShopEvents.Order(n, Orders))));
        fed.Feed(fed.Batch(Topic.Tracking, Enumerable.Range(0, Orders).Select(n => ShopEvents.Scan(n, 0))));
        fed.Tick();
        return fed;
    }

    // Snapshots are no part of the figures; without them a lane would gather what changed for ever.
    private static BufferedRawBatch Next(FedLane fed, PassingTime time, int round)
    {
        if (fed.Apart > 0)
        {
            throw new InvalidOperationException($"{fed.Apart} records were set apart: they cost other work than events.");
        }

        time.Pass(TimeSpan.FromMinutes(1)); // orders and stock levels no longer come, and must not hold the clock
        if (round % RoundsPerSnapshot == 0)
        {
            fed.Snapshot();
        }

        return round % 4 == 0
            ? fed.Batch(Topic.AdSpend, Enumerable.Range(0, BatchEvents).Select(n => ShopEvents.Ad(n, (round * 11) + (n / 400) + 1, round, Step)))
            : fed.Batch(Topic.Tracking, Enumerable.Range(0, BatchEvents).Select(n => ShopEvents.Scan(((round * BatchEvents) + n) % Orders, round + 1, Step)));
    }

    private static double PerEvent(int rounds, int events, Func<int, BufferedRawBatch?> prepare, Action<BufferedRawBatch?, int> run)
    {
        long allocated = 0;
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            var batch = prepare(round);
            var before = GC.GetAllocatedBytesForCurrentThread();
            run(batch, round);
            allocated += round < WarmUp ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (double)allocated / ((long)rounds * events);
    }
}
