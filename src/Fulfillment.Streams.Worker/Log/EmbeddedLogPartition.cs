using FASTER.core;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>The files of one topic of one lane.</summary>
internal sealed class EmbeddedLogPartition : IDisposable
{
    private readonly DurableLog _log;
    private readonly long _recoveredEnd;
    private readonly string _shortenedMark;

    public EmbeddedLogPartition(string directory, LogDisk disk)
    {
        _shortenedMark = Path.Combine(directory, "shortened");
        _log = new DurableLog(directory, "records", PageBits, disk);
        _recoveredEnd = Log.CommittedUntilAddress; // before anything is appended, which would hide that a tail was lost
    }

    /// <summary>Where a new log begins.</summary>
    public const long FirstAddress = 64;

    private const int PageBits = 21; // a record of 1 MiB and its header fit a page of 2 MiB

    public FasterLog Log => _log.Log;

    public void Enqueue(ReadOnlySpan<byte> record) => _log.Enqueue(record);

    public Task CommitAsync(CancellationToken cancellationToken) => _log.CommitAsync(cancellationToken);

    public void CommitAtEnd() => _log.CommitAtEnd();

    /// <summary>What is missing for a lane that is to read on at <paramref name="offset"/>; null where nothing is.</summary>
    public SourceGap? GapAt(Topic topic, int lane, long offset)
    {
        if (offset > _recoveredEnd || (offset != LaneOffsets.Unknown && File.Exists(_shortenedMark)))
        {
            return new(topic, lane, Math.Min(offset, _recoveredEnd), offset, GapCause.Shortened);
        }

        var wanted = offset == LaneOffsets.Unknown ? FirstAddress : offset;
        return wanted < Log.BeginAddress ? new(topic, lane, wanted, Log.BeginAddress, GapCause.Expired) : null;
    }

    /// <summary>
    /// Remembers that the offsets of snapshots are beyond the end. New records soon move the end past them, and a start
    /// from the same snapshot would then read on in their midst.
    /// </summary>
    public void MarkShortened() => File.WriteAllBytes(_shortenedMark, []);

    /// <summary>No snapshot has such offsets any more.</summary>
    public void ForgetShortened() => File.Delete(_shortenedMark);

    public void Dispose() => _log.Dispose();
}
