using FASTER.core;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// The durable log of a machine without Kafka: one append-only file set per lane and topic, which is what a topic partition
/// is on Kafka. Appends are thread-safe; records are durable once <see cref="CommitAsync"/> returns, and only then are read.
/// </summary>
public sealed class EmbeddedLog : IDisposable
{
    /// <summary>Longest record kept whole, bytes; of a longer one, which no decoder accepts, this much.</summary>
    public const int MaxRecord = (2 << 20) - 256;

    private readonly EmbeddedLogPartition[] _partitions;
    private readonly LogDisk _disk;

    /// <summary>Opens or creates the log of a store.</summary>
    /// <param name="directory">Where the files are.</param>
    /// <param name="lanes">Number of lanes; fixed for the life of a store.</param>
    /// <param name="disk">What its files are written by, disposed with it; null is one that says nothing.</param>
    public EmbeddedLog(string directory, int lanes, LogDisk? disk = null)
    {
        _disk = disk ?? new LogDisk(TimeProvider.System, NullLogger.Instance);
        Lanes = lanes;
        _partitions = new EmbeddedLogPartition[lanes * TopicNames.Count];
        for (var lane = 0; lane < lanes; lane++)
        {
            foreach (var topic in TopicNames.All)
            {
                _partitions[IndexOf(lane, topic)] = new EmbeddedLogPartition(Path.Combine(directory, $"{topic.Name()}-{lane}"), _disk);
            }
        }
    }

    /// <summary>Number of lanes.</summary>
    public int Lanes { get; }

    /// <summary>Why nothing can be appended now, such as a full disk; null while all goes well.</summary>
    public string? Trouble => _disk.Trouble;

    /// <summary>The address the next durable record will follow.</summary>
    public long End(int lane, Topic topic) => Partition(lane, topic).CommittedUntilAddress;

    /// <summary>The first address still held.</summary>
    public long Begin(int lane, Topic topic) => Partition(lane, topic).BeginAddress;

    /// <summary>Appends a record to the lane its shop belongs to; not durable before <see cref="CommitAsync"/>.</summary>
    /// <exception cref="LogDiskException">The disk does not take writes now.</exception>
    public void Append(Topic topic, ReadOnlySpan<byte> record, RecordFormat format = RecordFormat.Json)
    {
        var partition = _partitions[IndexOf(RecordKey.Of(record, format).Lane(Lanes), topic)];
        record = record[..Math.Min(record.Length, MaxRecord)];
        if (LogRecord.NeedsMark(record, format))
        {
            partition.Enqueue(LogRecord.Marked(record, format));
        }
        else
        {
            partition.Enqueue(record.IsEmpty ? " "u8 : record);
        }
    }

    /// <summary>Makes everything appended so far durable.</summary>
    /// <exception cref="LogDiskException">The disk does not take writes now; what was appended may become durable later.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in _partitions)
        {
            if (partition.Log.TailAddress > partition.Log.CommittedUntilAddress)
            {
                await partition.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// What of the log is missing for a lane that is to read on at an offset of its snapshot; null where nothing is. An
    /// offset past the end the log was opened with is remembered until <see cref="ForgetShortened"/>.
    /// </summary>
    public SourceGap? GapAt(int lane, Topic topic, long offset)
    {
        var partition = _partitions[IndexOf(lane, topic)];
        var gap = partition.GapAt(topic, lane, offset);
        if (gap is { Cause: GapCause.Shortened })
        {
            partition.MarkShortened();
        }

        return gap;
    }

    /// <summary>Says that no snapshot of a lane has offsets past the end of a log that lost its tail.</summary>
    public void ForgetShortened(int lane)
    {
        foreach (var topic in TopicNames.All)
        {
            _partitions[IndexOf(lane, topic)].ForgetShortened();
        }
    }

    /// <summary>Reads durable records from an address on; <see cref="LaneOffsets.Unknown"/> is the beginning.</summary>
    public FasterLogScanIterator Read(int lane, Topic topic, long from)
    {
        var log = Partition(lane, topic);
        return log.Scan(Math.Max(from, log.BeginAddress), long.MaxValue, recover: false);
    }

    /// <summary>Lets go of what lies before an address, as far as more than <paramref name="keepBytes"/> would stay.</summary>
    public void Truncate(int lane, Topic topic, long before, long keepBytes)
    {
        var log = Partition(lane, topic);
        var until = Math.Min(before, log.CommittedUntilAddress - keepBytes);
        if (until > log.BeginAddress)
        {
            log.TruncateUntilPageStart(until);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var partition in _partitions)
        {
            partition.CommitAtEnd();
        }

        _disk.Dispose();
        foreach (var partition in _partitions)
        {
            partition.Dispose();
        }
    }

    private static int IndexOf(int lane, Topic topic) => (lane * TopicNames.Count) + (int)topic;

    private FasterLog Partition(int lane, Topic topic) => _partitions[IndexOf(lane, topic)].Log;
}
