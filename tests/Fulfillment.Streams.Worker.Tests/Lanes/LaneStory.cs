using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>The vocabulary of tests of a lane: records come in, a flush is due, time passes, and the shore shows what was written.</summary>
internal sealed class LaneStory : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private long _next;

    public LaneStory(LaneTiming? timing = null, Func<SteppedTime, CatchUp>? catchUp = null)
    {
        timing ??= new LaneTiming { SnapshotInterval = TimeSpan.FromSeconds(15) };
        Patience = new Patience(timing, Time, NullLogger.Instance);
        var snapshots = LaneSnapshots.ClaimAsync(Shore, 0, 1, _ => { }, SnapshotMerge.AtOnce(64, inlineBytes: 0), default).GetAwaiter().GetResult();
        var lane = new Lane(0, snapshots.Epoch, new LaneOptions(), Time, (_, _) => 0);
        var writer = new LaneWriter(
            new LaneSink(Shore, Shore), snapshots, Shore, "a test", InputTotals.Of(lane), timing, Patience, Time, static work => work());
        Work = new LaneWork(lane, writer, catchUp?.Invoke(Time) ?? CatchUp.None, timing, Time, _lost.Token);
    }

    public LaneWork Work { get; }

    public Patience Patience { get; }

    public SteppedTime Time { get; } = new();

    public Shore Shore { get; } = new();

    /// <summary>A stock level is read.</summary>
    public LaneStory Level(long units) => Read(
        $$"""{"event_id":"e{{_next}}","event_type":"inventory.level","schema_version":1,"shop_id":"s1","event_time":"2026-05-01T00:00:{{_next:00}}Z","sku":"A","warehouse_id":"w1","on_hand":{{units}}}""");

    /// <summary>A record that is no event is read.</summary>
    public LaneStory Nonsense() => Read("nonsense");

    /// <summary>A flush is due.</summary>
    public LaneStory Tick()
    {
        Work.Tick();
        return this;
    }

    public LaneStory Pass(double seconds)
    {
        Time.Pass(TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>The snapshot under way comes to its end.</summary>
    public LaneStory CompleteSnapshot()
    {
        while (Work.IsTakingSnapshot)
        {
            Work.ContinueSnapshot();
        }

        return this;
    }

    public void Lose() => _lost.Cancel();

    public void Dispose()
    {
        Work.Dispose();
        Patience.Dispose();
        _lost.Dispose();
    }

    private LaneStory Read(string record)
    {
        var batch = new BufferedRawBatch { Topic = Topic.Stock, Partition = 0 };
        batch.Add(_next++, Encoding.UTF8.GetBytes(record));
        Work.Apply(batch);
        return this;
    }
}
