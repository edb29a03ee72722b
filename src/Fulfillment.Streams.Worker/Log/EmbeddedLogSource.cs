using FASTER.core;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>Reads all lanes of the embedded log, forever.</summary>
/// <param name="log">Not disposed.</param>
/// <param name="keepBytes">How much of each partition stays on disk after it was applied.</param>
public sealed partial class EmbeddedLogSource(EmbeddedLog log, long keepBytes) : IEventSource
{
    /// <summary>What snapshots say their offsets belong to.</summary>
    public const string Name = "embedded log";

    private const int BatchRecords = 8192;
    private const int BatchBytes = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SourceGaps _gaps = new("bytes");
    private readonly LaneOffsets?[] _committed = new LaneOffsets?[log.Lanes];
    private readonly long[,] _delivered = new long[log.Lanes, TopicNames.Count];
    private readonly LogReading _reading = new();

    /// <summary>Told of what is missing; nobody is by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <inheritdoc/>
    public void Run(ILaneHost host, CancellationToken cancellationToken)
    {
        var partitions = new List<(int Lane, Topic Topic, FasterLogScanIterator Records)>();
        int[] lanes = [.. Enumerable.Range(0, log.Lanes)];
        host.OpenSoon(lanes);
        foreach (var lane in lanes)
        {
            var offsets = host.Open(lane);
            foreach (var topic in TopicNames.All)
            {
                var start = Start(lane, topic, offsets[topic]);
                partitions.Add((lane, topic, log.Read(lane, topic, start)));
                _delivered[lane, (int)topic] = Math.Max(start, log.Begin(lane, topic));
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

        host.CloseSoon(lanes, LaneClosing.Drain);
        foreach (var lane in lanes)
        {
            host.Close(lane, LaneClosing.Drain);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Lets go of what lies before the commit before this one: should the newest snapshot turn out damaged, the lane goes
    /// back to the one before it, and its records must still be there.
    /// </remarks>
    public void Commit(int lane, LaneOffsets offsets)
    {
        if (Interlocked.Exchange(ref _committed[lane], offsets) is not { } before)
        {
            return; // where the snapshot before the last began is not known yet
        }

        log.ForgetShortened(lane);
        foreach (var topic in TopicNames.All)
        {
            log.Truncate(lane, topic, before[topic], keepBytes);
        }
    }

    /// <inheritdoc/>
    /// <remarks>In bytes rather than records: the log does not count what it holds. 0 means caught up.</remarks>
    public long Lag(Topic topic, int partition) =>
        Math.Max(0, log.End(partition, topic) - Interlocked.Read(ref _delivered[partition, (int)topic]));

    /// <inheritdoc/>
    public bool IsLagInBytes => true;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Where to read on: at the snapshot's offset, or where that is not in the log, at the log's beginning, and says so.</summary>
    private long Start(int lane, Topic topic, long offset)
    {
        if (log.GapAt(lane, topic, offset) is not { } gap)
        {
            return offset;
        }

        _gaps.Count(gap);
        if (gap.Cause == GapCause.Expired)
        {
            LogExpired(Logger, topic.Name(), lane, gap.Size, gap.From, gap.To);
        }
        else
        {
            LogShortened(Logger, topic.Name(), lane, offset, gap.From, gap.Size);
        }

        return LaneOffsets.Unknown;
    }

    private bool Deliver(ILaneHost host, int lane, Topic topic, FasterLogScanIterator records)
    {
        if (_reading.Read(records, topic, lane, BatchRecords, BatchBytes) is not { } batch)
        {
            return false;
        }

        Interlocked.Exchange(ref _delivered[lane, (int)topic], batch.NextOffset);
        host.Offer(lane, batch);
        return true;
    }

    [LoggerMessage(4130, LogLevel.Warning,
        "Embedded log of {Topic}, lane {Lane}: {Size} bytes, from offset {From} to {To}, are no longer there and missing from the lane's state. Reading goes on behind them; replay the events into a new store to have them")]
    private static partial void LogExpired(ILogger log, string topic, int lane, long size, long from, long to);

    [LoggerMessage(4131, LogLevel.Warning,
        "Embedded log of {Topic}, lane {Lane}, was to be read on at offset {Offset} but ended at {End} when it was opened: its tail of {Size} bytes was lost. It is read from its beginning; what was read before stays in the answers")]
    private static partial void LogShortened(ILogger log, string topic, int lane, long offset, long end, long size);
}
