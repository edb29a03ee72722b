using System.Reactive;
using System.Reactive.Subjects;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Has the engine compiled while settings are read and the store is opened, which keeps one core busy: it is compiled where it runs,
/// each method at its first call, and the first half a second of events would otherwise pay for that.
/// </summary>
internal static class WarmUp
{
    /// <summary>Begins, on a thread of its own; nobody need wait for it.</summary>
    public static Task BeginAsync() =>
        Task.Factory.StartNew(() => Run(_ => { }), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Leads a few events through a lane that nobody else knows: batches, a flush, the snapshot, and all of it once more.</summary>
    /// <param name="seen">Shown each flush.</param>
    public static void Run(Action<Flush> seen)
    {
        using var records = new Subject<RawBatch>();
        using var ticks = new Subject<Unit>();
        var lane = new Lane(0, epoch: 1, new LaneOptions(), TimeProvider.System, (_, _) => 0);
        using var running = FulfillmentPipeline.Run(records, ticks, lane).Subscribe(seen);
        for (var round = 0; round < 2; round++)
        {
            foreach (var topic in TopicNames.All)
            {
                records.OnNext(Batch(topic, round));
            }

            ticks.OnNext(Unit.Default);
            lane.BeginSnapshot();
            while (lane.ContinueSnapshot(TimeSpan.MaxValue) is null)
            {
            }
        }
    }

    private static BufferedRawBatch Batch(Topic topic, int round)
    {
        var batch = new BufferedRawBatch { Topic = topic, Partition = 0 };
        var events = WarmUpEvents.Of(topic);
        long offset = round * (events.Count((byte)'\n') + 1);
        foreach (var line in events.Split((byte)'\n'))
        {
            batch.Add(offset++, events[line]);
        }

        return batch;
    }
}
