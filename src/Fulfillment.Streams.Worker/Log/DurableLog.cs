using FASTER.core;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>A FasterLog in a directory that outlives a disk that is full for a while.</summary>
internal sealed class DurableLog : IDisposable
{
    private readonly LogDevice _device;
    private readonly LogDisk _disk;

    /// <summary>Opens or creates it.</summary>
    /// <param name="directory">Where its files are.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="pageBits">Pages of two to the power of this many bytes, two of them in memory; a record must fit one.</param>
    /// <param name="disk">Disposed before this is.</param>
    public DurableLog(string directory, string name, int pageBits, LogDisk disk)
    {
        Directory.CreateDirectory(directory);
        _disk = disk;
        _device = new LogDevice(Path.Combine(directory, name), disk);
        Log = new FasterLog(new FasterLogSettings
        {
            LogDevice = _device,
            LogCommitManager = new LogCommits(directory, disk),
            PageSizeBits = pageBits,
            MemorySizeBits = pageBits + 1,
            SegmentSizeBits = 26,
        });
    }

    public FasterLog Log { get; }

    /// <summary>Appends a record; waits where the pages in memory are being written.</summary>
    /// <exception cref="LogDiskException">Writes fail now.</exception>
    public void Enqueue(ReadOnlySpan<byte> record)
    {
        _disk.RefuseInTrouble();
        while (!Log.TryEnqueue(record, out _))
        {
            Thread.Yield();
            _disk.RefuseInTrouble();
        }
    }

    /// <summary>Makes everything appended so far durable.</summary>
    /// <exception cref="LogDiskException">Writes fail now; it becomes durable once they succeed, or is gone if the process ends before.</exception>
    public Task CommitAsync(CancellationToken cancellationToken) => _disk.WaitAsync(Log.CommitAsync(cancellationToken).AsTask());

    /// <summary>Commits what is left for the last time, where the disk takes it; what it does not take was never acknowledged.</summary>
    public void CommitAtEnd()
    {
        if (Log.TailAddress == Log.CommittedUntilAddress && Log.BeginAddress == Log.CommittedBeginAddress)
        {
            return; // FASTER would write that a new log is empty
        }

        try
        {
            CommitAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (LogDiskException)
        {
            // said already, by the disk
        }
    }

    public void Dispose()
    {
        Log.Dispose();
        _device.Dispose();
    }
}
