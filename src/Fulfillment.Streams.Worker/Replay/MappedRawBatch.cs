using System.Runtime.InteropServices;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>
/// Lines of files, left where they are mapped: nothing is copied. It holds the mappings, so it may be disposed on any thread and after
/// the files were.
/// </summary>
internal sealed unsafe class MappedRawBatch : RawBatch
{
    private readonly PooledList<(long Offset, nint Start, int Length)> _lines = new();
    private readonly List<SafeHandle> _mappings = []; // one, where a topic has one file
    private long _bytes;

    /// <inheritdoc/>
    public override int Count => _lines.Count;

    /// <inheritdoc/>
    public override long Bytes => _bytes;

    /// <summary>Adds a line of a file that is not disposed.</summary>
    /// <param name="offset">Its number among those of its topic.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    public void Add(long offset, ReplayFile file, in ReplayLine line)
    {
        if (_mappings.Count == 0 || (_mappings[^1] != file.Mapping && !_mappings.Contains(file.Mapping)))
        {
            var isHeld = false;
            file.Mapping.DangerousAddRef(ref isHeld);
            _mappings.Add(file.Mapping);
        }

        _lines.Add((offset, file.AddressOf(line), line.Length));
        _bytes += line.Length;
        NextOffset = offset + 1;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Payload(int index)
    {
        var (_, start, length) = _lines[index];
        return new ReadOnlySpan<byte>((void*)start, length);
    }

    /// <inheritdoc/>
    public override long Offset(int index) => _lines[index].Offset;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _lines.Release();
        foreach (var mapping in _mappings)
        {
            mapping.DangerousRelease();
        }

        _mappings.Clear();
        _bytes = 0;
    }
}
