using System.Diagnostics;
using System.Reactive;
using System.Reactive.Subjects;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>A lane that was fed open orders, whose rows nobody keeps.</summary>
internal sealed class FedLane : IDisposable
{
    private const int OrdersPerBatch = 4000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private readonly Subject<RawBatch> _records = new();
    private readonly Subject<Unit> _ticks = new();
    private readonly IDisposable _running;
    private int _fed;

    public FedLane(int orders)
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

        return new Taken([.. blobs.Select(b => b.ToArray())], longest, total);
    }

    public void Dispose()
    {
        _running.Dispose();
        _records.Dispose();
        _ticks.Dispose();
    }

    /// <summary>A snapshot, and how long the lane stopped for it.</summary>
    public sealed record Taken(IReadOnlyList<byte[]> Blobs, TimeSpan Longest, TimeSpan Total)
    {
        public long Bytes => Blobs.Sum(b => (long)b.Length);
    }
}
