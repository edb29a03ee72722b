using System.Reactive;
using System.Reactive.Subjects;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>A lane with its whole pipeline, fed by hand; its rows are made and counted, and nobody keeps them.</summary>
internal sealed class FedLane : IDisposable
{
    private readonly Subject<RawBatch> records = new();
    private readonly Subject<Unit> ticks = new();
    private readonly long[] offsets = new long[TopicNames.Count];
    private readonly IDisposable running;

    /// <param name="retention">How long events may be late; the default where null.</param>
    /// <param name="time">The system's where null.</param>
    public FedLane(TimeSpan? retention = null, TimeProvider? time = null)
    {
        Lane = NewLane(epoch: 1, retention, time);
        running = FulfillmentPipeline.Run(records, ticks, Lane).Subscribe(Count);
    }

    public Lane Lane { get; }

    /// <summary>Rows so far, of all tables.</summary>
    public long Rows { get; private set; }

    /// <summary>Records that were rejected or late: none are expected.</summary>
    public long Apart { get; private set; }

    public static Lane NewLane(uint epoch, TimeSpan? retention = null, TimeProvider? time = null)
    {
        var options = new LaneOptions();
        options.Retention = retention ?? options.Retention;
        return new Lane(0, epoch, options, time ?? TimeProvider.System, (_, _) => -1);
    }

    /// <summary>A batch for <see cref="Feed"/>.</summary>
    public BufferedRawBatch Batch(Topic topic, IEnumerable<byte[]> lines)
    {
        var batch = new BufferedRawBatch { Topic = topic, Partition = 0 };
        foreach (var line in lines)
        {
            batch.Add(offsets[(int)topic]++, line);
        }

        return batch;
    }

    /// <summary>Decodes and merges a batch, which is the lane's from now on.</summary>
    public void Feed(RawBatch batch) => records.OnNext(batch);

    /// <summary>Makes rows of what changed.</summary>
    public void Tick() => ticks.OnNext(Unit.Default);

    /// <summary>Takes a snapshot that nobody keeps.</summary>
    public void Snapshot()
    {
        Lane.BeginSnapshot();
        while (Lane.ContinueSnapshot(TimeSpan.MaxValue) is null)
        {
        }
    }

    public void Dispose()
    {
        running.Dispose();
        records.Dispose();
        ticks.Dispose();
    }

    private void Count(Flush flush)
    {
        Apart += flush.Letters.Count;
        foreach (var rows in flush.Rows)
        {
            Rows += rows.Count;
        }
    }
}
