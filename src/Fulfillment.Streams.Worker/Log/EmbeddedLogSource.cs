using FASTER.core;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>Reads all lanes of the embedded log, forever.</summary>
/// <param name="log">Not disposed.</param>
/// <param name="keepBytes">How much of each partition stays on disk after it was applied.</param>
public sealed class EmbeddedLogSource(EmbeddedLog log, long keepBytes) : IEventSource
{
    /// <summary>What snapshots say their offsets belong to.</summary>
    public const string Name = "embedded log";

    private const int BatchRecords = 8192;
    private const int BatchBytes = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly long[,] _delivered = new long[log.Lanes, TopicNames.Count];

    /// <inheritdoc/>
    public void Run(ILaneHost host, CancellationToken cancellationToken)
    {
        var partitions = new List<(int Lane, Topic Topic, FasterLogScanIterator Records)>();
        for (var lane = 0; lane < log.Lanes; lane++)
        {
            var offsets = host.Open(lane);
            foreach (var topic in TopicNames.All)
            {
                partitions.Add((lane, topic, log.Read(lane, topic, offsets[topic])));
                _delivered[lane, (int)topic] = Math.Max(offsets[topic], log.Begin(lane, topic));
            }
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            var any = false;
            foreach (var (lane, topic, records) in partitions)
            {
                any |= host.Wants(lane) && Deliver(host, lane, topic, records);
            }

            if (!any)
            {
                cancellationToken.WaitHandle.WaitOne(Pause);
            }
        }

        foreach (var (_, _, records) in partitions)
        {
            records.Dispose();
        }

        for (var lane = 0; lane < log.Lanes; lane++)
        {
            host.Close(lane, LaneClosing.Drain);
        }
    }

    /// <inheritdoc/>
    public void Commit(int lane, LaneOffsets offsets)
    {
        foreach (var topic in TopicNames.All)
        {
            log.Truncate(lane, topic, offsets[topic], keepBytes);
        }
    }

    /// <inheritdoc/>
    /// <remarks>In bytes rather than records: the log does not count what it holds. 0 means caught up.</remarks>
    public long Lag(Topic topic, int partition) =>
        Math.Max(0, log.End(partition, topic) - Interlocked.Read(ref _delivered[partition, (int)topic]));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool Deliver(ILaneHost host, int lane, Topic topic, FasterLogScanIterator records)
    {
        BufferedRawBatch? batch = null;
        while (records.GetNext(out var record, out var length, out var address, out var next))
        {
            batch ??= new BufferedRawBatch { Topic = topic, Partition = lane };
            batch.Add(address, record.AsSpan(0, length));
            batch.NextOffset = next;
            if (batch.Count >= BatchRecords || batch.Bytes >= BatchBytes)
            {
                break;
            }
        }

        if (batch is null)
        {
            return false;
        }

        Interlocked.Exchange(ref _delivered[lane, (int)topic], batch.NextOffset);
        host.Offer(lane, batch);
        return true;
    }
}
