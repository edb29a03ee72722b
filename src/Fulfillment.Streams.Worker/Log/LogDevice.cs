using FASTER.core;
using Microsoft.Win32.SafeHandles;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// The segments of a log as files, in the layout of FASTER's own device, which says nothing at all of some writes that a full
/// disk refuses. A write is on disk when its callback is called, and fails for FASTER never, see <see cref="LogDisk"/>.
/// </summary>
internal sealed class LogDevice(string path, LogDisk disk) : StorageDeviceBase(path, Sector, Devices.CAPACITY_UNSPECIFIED)
{
    private const int Sector = 512;

    private readonly Dictionary<int, SafeFileHandle> _segments = [];

    public override void WriteAsync(
        IntPtr sourceAddress, int segmentId, ulong destinationAddress, uint numBytesToWrite, DeviceIOCompletionCallback callback, object context) =>
        _ = Task.Run(async () =>
        {
            await disk.RepeatAsync(() => Write(sourceAddress, segmentId, (long)destinationAddress, (int)numBytesToWrite)).ConfigureAwait(false);
            callback(0, numBytesToWrite, context);
        });

    public override void ReadAsync(
        int segmentId, ulong sourceAddress, IntPtr destinationAddress, uint readLength, DeviceIOCompletionCallback callback, object context) =>
        _ = Task.Run(() =>
        {
            uint error = 0;
            uint read = 0;
            try
            {
                read = Read(segmentId, (long)sourceAddress, destinationAddress, (int)readLength);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                error = uint.MaxValue;
            }

            callback(error, read, context);
        });

    public override void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result)
    {
        lock (_segments)
        {
            if (_segments.Remove(segment, out var file))
            {
                file.Dispose();
            }
        }

        try
        {
            File.Delete(PathOf(segment));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // it stays until somebody deletes it; nothing reads it any more
        }

        callback(result);
    }

    public override void Dispose()
    {
        lock (_segments)
        {
            foreach (var file in _segments.Values)
            {
                file.Dispose();
            }

            _segments.Clear();
        }
    }

    private unsafe void Write(IntPtr source, int segment, long offset, int length) =>
        disk.Write(Segment(segment), new ReadOnlySpan<byte>((void*)source, length), offset);

    private unsafe uint Read(int segment, long offset, IntPtr destination, int length)
    {
        var rest = new Span<byte>((void*)destination, length);
        while (RandomAccess.Read(Segment(segment), rest, offset + length - rest.Length) is var read and > 0)
        {
            rest = rest[read..];
        }

        return (uint)(length - rest.Length); // less at the end of the file
    }

    private SafeFileHandle Segment(int number)
    {
        lock (_segments)
        {
            if (!_segments.TryGetValue(number, out var file))
            {
                file = File.OpenHandle(PathOf(number), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.WriteThrough);
                _segments.Add(number, file);
            }

            return file;
        }
    }

    private string PathOf(int segment) => GetSegmentFilename(FileName, segment);
}
