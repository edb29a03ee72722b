using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Bytes outside the collector's heap, for what is large and needed for a moment: there they would be large objects, which only full
/// collections take. They are pages asked of the system and given back to it, not the C library's: that keeps what was freed, for each
/// thread. Zero at first. Not thread-safe.
/// </summary>
internal sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private readonly MemoryMappedFile _pages;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _length;
    private byte* _start;

    /// <param name="length">Number of bytes; may be 0.</param>
    public NativeBuffer(int length)
    {
        _length = length;
        _pages = MemoryMappedFile.CreateNew(mapName: null, Math.Max(1, length));
        _view = _pages.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new Span<byte>(_start, _length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new MemoryHandle(_start + elementIndex, pinnable: this);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        // it never moves
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_start is not null)
        {
            _start = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _pages.Dispose();
        }
    }
}
