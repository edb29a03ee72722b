using FASTER.core;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>The files of one topic of one lane.</summary>
internal sealed class EmbeddedLogPartition : IDisposable
{
    private readonly IDevice _device;
    private readonly long _recoveredEnd;
    private readonly string _shortenedMark;

    public EmbeddedLogPartition(string directory)
    {
        Directory.CreateDirectory(directory);
        _shortenedMark = Path.Combine(directory, "shortened");
        _device = Devices.CreateLogDevice(Path.Combine(directory, "records"), preallocateFile: false);
        Log = new FasterLog(new FasterLogSettings
        {
            LogDevice = _device,
            PageSizeBits = 21, // a record of 1 MiB and its header fit a page of 2 MiB
            MemorySizeBits = 22,
            SegmentSizeBits = 26,
        });
        _recoveredEnd = Log.CommittedUntilAddress; // before anything is appended, which would hide that a tail was lost
    }

    /// <summary>Where a new log begins.</summary>
    public const long FirstAddress = 64;

    public FasterLog Log { get; }

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

    public void Dispose()
    {
        Log.Commit(spinWait: true);
        Log.Dispose();
        _device.Dispose();
    }
}
