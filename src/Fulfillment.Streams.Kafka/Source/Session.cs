using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// One membership in the group, from joining to leaving. Everything but <see cref="Commit"/> happens on the thread
/// that calls <see cref="Run"/>; rebalances too, because librdkafka calls back from within <c>Consume</c> and
/// <c>Close</c> only.
/// </summary>
internal sealed partial class Session : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Full = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LagInterval = TimeSpan.FromSeconds(0.2); // a lane that has caught up is to notice

    private readonly KafkaOptions options;
    private readonly ILaneHost host;
    private readonly LagBoard lag;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ErrorWatch errors;
    private readonly ArrivalSignal arrivals;
    private readonly IConsumer<Ignore, Ignore> consumer;
    private readonly SafeHandle client;
    private readonly OffsetCommitter committer;
    private readonly GapWatch gaps;
    private readonly nint[] buffer;
    private readonly TimeSpan heartbeat;

    /// <summary>The latest reader of every lane ever held, with its native queue.</summary>
    private readonly Dictionary<int, LaneReader> readers = [];
    private readonly SortedDictionary<int, LaneReader> open = [];
    private int lanes; // of all members together
    private bool assigned;
    private long lagTaken;
    private long woken;

    public Session(KafkaOptions options, ILaneHost host, LagBoard lag, ILogger logger, TimeProvider time)
    {
        (this.options, this.host, this.lag, this.logger, this.time) = (options, host, lag, logger, time);
        errors = new ErrorWatch(options, logger, time);
        buffer = new nint[options.BatchRecords];
        heartbeat = ClientSettings.Heartbeat(options);
        consumer = ClientSettings.Build(() => new ConsumerBuilder<Ignore, Ignore>(ClientSettings.Consumer(options))
            .SetErrorHandler((_, error) => errors.OnClient(error))
            .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, _) => Revoked())
            .SetPartitionsLostHandler((_, _) => CloseAll(LaneClosing.Lost))
            .Build());
        arrivals = new ArrivalSignal();
        client = ClientHandle.Of(consumer.Handle);
        // Our queues must go before the client does, and Close would otherwise destroy it.
        var held = false;
        client.DangerousAddRef(ref held);
        committer = new OffsetCommitter(client, options, time);
        gaps = new GapWatch(consumer, options, logger);
    }

    /// <summary>Joins, reads until cancelled or at the end, and leaves; every lane is written when it returns.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Log.Starting(logger, options.BootstrapServers, options.GroupId);
        var left = false;
        try
        {
            var check = new ClusterCheck(options, errors, logger, time, ServeCallbacks);
            if (check.Wait(consumer.Handle, cancellationToken) is { } partitions)
            {
                lanes = partitions;
                consumer.Subscribe(TopicNames.All.Select(options.NameOf));
                Log.Joining(logger, options.GroupId, partitions);
                Read(cancellationToken);
            }

            (left, isLeaving) = (true, true);
            consumer.Close();
            CloseReleased(LaneClosing.Drain);
        }
        finally
        {
            // Only after a failure is anything still open: then nobody may write any more.
            CloseAll(LaneClosing.Lost);
            if (!left)
            {
                Leave();
            }
        }
    }

    /// <summary>See <see cref="IEventSource.Commit"/>; thread-safe.</summary>
    public void Commit(int lane, LaneOffsets offsets) => committer.Remember(lane, offsets);

    public void Dispose()
    {
        committer.Dispose();
        foreach (var reader in readers.Values)
        {
            reader.Dispose();
        }

        consumer.Dispose();
        client.DangerousRelease();
        arrivals.Dispose();
    }

    private void Read(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ServeCallbacks();
            errors.ThrowIfHopeless();
            if (!isDeciding)
            {
                errors.OnCommit(committer.Send());
                CloseEnded();
            }

            var taken = 0;
            var full = false;
            foreach (var reader in open.Values)
            {
                taken += reader.Read(host, buffer, errors, gaps);
                full |= reader.Paused;
            }

            TakeLag();
            Wake();
            if (options.StopAtEnd && assigned && open.Values.All(reader => reader.ReachedEnd))
            {
                Log.EndReached(logger, open.Count);
                return;
            }

            if (taken == 0)
            {
                arrivals.Wait(full ? Full : Idle);
            }
        }
    }

    /// <summary>Serves rebalances, errors and logs. Records never come this way: their queues are forwarded to the lanes.</summary>
    private void ServeCallbacks()
    {
        try
        {
            if (consumer.Consume(TimeSpan.Zero) is { IsPartitionEOF: false } stray)
            {
                throw new InvalidOperationException($"A record of {stray.TopicPartitionOffset} came past its lane's queue.");
            }
        }
        catch (ConsumeException failure)
        {
            errors.OnPartition(failure.Error.Code, failure.Error.Reason, failure.ConsumerRecord?.Topic ?? "", failure.ConsumerRecord?.Partition.Value ?? -1);
        }
    }

    private List<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        var starts = new List<TopicPartitionOffset>(partitions.Count);
        host.OpenSoon([.. partitions.Select(partition => partition.Partition.Value).Distinct()]);
        foreach (var lane in partitions.GroupBy(partition => partition.Partition.Value).OrderBy(lane => lane.Key))
        {
            var names = lane.Select(partition => partition.Topic).ToHashSet();
            var absent = TopicNames.All.Select(options.NameOf).Where(name => !names.Contains(name)).ToArray();
            if (absent.Length > 0)
            {
                throw new SourceUnavailableException(
                    $"Group {options.GroupId} gave this worker partition {lane.Key} without that of {string.Join(", ", absent)}. "
                    + "Give all topics the same number of partitions, and let no other program join this Kafka:GroupId.");
            }

            var start = host.Open(lane.Key);
            released.Remove(lane.Key);
            open.Add(lane.Key, Attach(lane.Key, start));
            committer.Hold(lane.Key);
            committer.Remember(lane.Key, start); // so that the group knows how far its owner before came
            starts.AddRange(TopicNames.All.Select(topic => new TopicPartitionOffset(
                options.NameOf(topic), lane.Key, start[topic] == LaneOffsets.Unknown ? Offset.Beginning : start[topic])));
        }

        (assigned, isDeciding) = (true, false);
        Forget(released);
        KafkaMetrics.Rebalanced("assigned");
        Log.Assigned(logger, open.Count, string.Join(", ", open.Keys));
        return starts;
    }

    private LaneReader Attach(int lane, LaneOffsets start)
    {
        // The former reader stays until here, when fetching into its queue has certainly ended; what it still held was
        // never delivered, and the snapshot's offsets bring it again.
        if (readers.Remove(lane, out var former))
        {
            former.Dispose();
        }

        var reader = new LaneReader(client, options, lane, start, arrivals);
        readers.Add(lane, reader);
        return reader;
    }

    /// <summary>
    /// Asks for the member id, for nothing but to wake librdkafka's own thread: it sends heartbeats when something else wakes
    /// it, in a quiet group once a second, however short their interval. A rebalance is noticed by a heartbeat's answer.
    /// </summary>
    private void Wake()
    {
        if (time.GetElapsedTime(woken) >= heartbeat)
        {
            woken = time.GetTimestamp();
            _ = consumer.MemberId;
        }
    }

    private void TakeLag()
    {
        if (time.GetElapsedTime(lagTaken) < LagInterval)
        {
            return;
        }

        lagTaken = time.GetTimestamp();
        foreach (var reader in open.Values)
        {
            foreach (var topic in TopicNames.All)
            {
                var marks = consumer.GetWatermarkOffsets(new TopicPartition(options.NameOf(topic), reader.Lane));
                lag[topic, reader.Lane] = marks.High.IsSpecial ? -1 : Math.Max(0, marks.High - Math.Max(0, Math.Max(marks.Low, reader.Next(topic))));
            }
        }
    }
}
