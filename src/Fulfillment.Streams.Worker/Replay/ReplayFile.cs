using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>
/// One NDJSON file, mapped into memory (a compressed one is unpacked to a temporary file first), with an index of its lines
/// by event time. A line without one goes with the line before it, to be rejected in its place.
/// </summary>
internal sealed unsafe class ReplayFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _bytes;
    private readonly string? _unpacked;

    public ReplayFile(string path, Topic topic, string scratch)
    {
        (Path, Topic) = (path, topic);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            path = _unpacked = Unpack(path, scratch);
        }

        var length = new FileInfo(path).Length;
        if (length > 0)
        {
            _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
            _bytes += _view.PointerOffset;
        }

        Lines = Index(length);
    }

    public string Path { get; }

    public Topic Topic { get; }

    /// <summary>All lines that are not empty, by event time; lines of one moment in the order of the file.</summary>
    public List<ReplayLine> Lines { get; }

    /// <summary>What keeps the lines where they are: whoever reads one after the file was disposed holds it.</summary>
    public SafeHandle Mapping => _view!.SafeMemoryMappedViewHandle; // of a file with lines

    public ReadOnlySpan<byte> this[in ReplayLine line] => new(_bytes + line.Start, line.Length);

    /// <summary>Where a line begins.</summary>
    public nint AddressOf(in ReplayLine line) => (nint)(_bytes + line.Start);

    public void Dispose()
    {
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
        if (_unpacked is not null)
        {
            File.Delete(_unpacked);
        }
    }

    private static string Unpack(string path, string scratch)
    {
        Directory.CreateDirectory(scratch);
        var unpacked = System.IO.Path.Combine(scratch, $"{Guid.NewGuid():N}.ndjson");
        try
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var file = File.Create(unpacked);
            packed.CopyTo(file);
            return unpacked;
        }
        catch (InvalidDataException damaged)
        {
            File.Delete(unpacked);
            throw new InvalidDataException($"{path} is not a whole gzip file: {damaged.Message}", damaged);
        }
    }

    private List<ReplayLine> Index(long length)
    {
        var lines = new LinesByTime(length);
        var last = long.MinValue;
        for (long start = 0; start < length;)
        {
            var rest = new ReadOnlySpan<byte>(_bytes + start, (int)Math.Min(length - start, int.MaxValue));
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            if (line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                var key = RecordKey.Of(line);
                var time = key.EventTime == Absent.Number ? last : key.EventTime;
                last = time;
                lines.Add(new ReplayLine(time, start, line.Length, lines.Count, key.ShopHash));
            }

            start += end < 0 ? rest.Length : end + 1;
        }

        return lines.Sorted();
    }
}
