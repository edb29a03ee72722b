using System.Diagnostics;
using System.Globalization;
using System.Reactive;
using System.Reactive.Subjects;
using System.Text;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;
using Xunit.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>How long a lane with many open orders stops for its snapshot, how large the snapshot is, and how long a restore takes.</summary>
public sealed class PauseTests(ITestOutputHelper output)
{
    private const int OrdersPerBatch = 4000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Generous = TimeSpan.FromMilliseconds(500); // of a short run beside other work

    [Fact, Trait("Property", "R16")]
    public void A_lane_never_stops_for_long_for_its_snapshot()
    {
        var orders = Scale.Of(inShort: 20_000, inFull: 1_000_000);
        using var first = new Fed(orders);
        var whole = first.Snapshot();
        first.Feed(orders / 100);
        var next = first.Snapshot();
        var state = new StoredState("", Manifest.FormatVersion, [.. whole.Blobs, .. next.Blobs]);

        var restore = Stopwatch.StartNew();
        var lane = new Lane(0, 2, new LaneOptions(), new StandingTime(), (_, _) => -1);
        lane.Restore(state);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{orders:N0} orders: longest pause {Math.Max(whole.Longest.TotalMilliseconds, next.Longest.TotalMilliseconds):F1} ms; whole {whole.Bytes / 1e6:F1} MB in {whole.Total.TotalSeconds:F2} s of 5 ms steps, " +
            $"one more in a hundred {next.Bytes / 1e6:F2} MB in {next.Total.TotalSeconds:F3} s; restored in {restore.Elapsed.TotalSeconds:F2} s"));
        var longest = whole.Longest > next.Longest ? whole.Longest : next.Longest;
        Assert.True(longest <= (Scale.IsFull ? Bar : Generous), $"The lane stopped for {longest}.");
        Assert.Equal(first.Lane.Counters.Select(c => c.Applied), lane.Counters.Select(c => c.Applied));
        Assert.True(next.Bytes < whole.Bytes / 10, "What changed is not much less than all there is.");
    }

    private sealed record Taken(IReadOnlyList<byte[]> Blobs, TimeSpan Longest, TimeSpan Total)
    {
        public long Bytes => Blobs.Sum(b => (long)b.Length);
    }

    /// <summary>A lane that was fed open orders, whose rows nobody keeps.</summary>
    private sealed class Fed : IDisposable
    {
        private readonly Subject<RawBatch> _records = new();
        private readonly Subject<Unit> _ticks = new();
        private readonly IDisposable _running;
        private int _fed;

        public Fed(int orders)
        {
            Lane = new Lane(0, 1, new LaneOptions(), new StandingTime(), (_, _) => -1);
            _running = FulfillmentPipeline.Run(_records, _ticks, Lane).Subscribe();
            Feed(orders);
        }

        public Lane Lane { get; }

        public void Feed(int orders)
        {
            for (var left = orders; left > 0; left -= OrdersPerBatch)
            {
                var batch = new BufferedRawBatch { Topic = Topic.Orders, Partition = 0 };
                foreach (var line in new OpenOrders(Math.Min(left, OrdersPerBatch)).From(_fed))
                {
                    batch.Add(_fed++, Encoding.UTF8.GetBytes(line));
                }

                batch.NextOffset = _fed;
                _records.OnNext(batch);
                _ticks.OnNext(Unit.Default);
            }
        }

        public Taken Snapshot()
        {
            var (longest, total) = (TimeSpan.Zero, TimeSpan.Zero);
            IReadOnlyList<SnapshotBlob>? blobs = null;
            for (var begun = false; blobs is null; begun = true)
            {
                var watch = Stopwatch.StartNew();
                if (begun)
                {
                    blobs = Lane.ContinueSnapshot(Step);
                }
                else
                {
                    Lane.BeginSnapshot();
                }

                longest = watch.Elapsed > longest ? watch.Elapsed : longest;
                total += watch.Elapsed;
            }

            return new Taken([.. blobs.Select(b => b.Pieces.SelectMany(p => p.ToArray()).ToArray())], longest, total);
        }

        public void Dispose()
        {
            _running.Dispose();
            _records.Dispose();
            _ticks.Dispose();
        }
    }
}
