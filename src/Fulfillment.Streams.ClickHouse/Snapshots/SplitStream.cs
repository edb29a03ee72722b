namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>Takes one run of bytes into buffers, one after another, without copying any twice.</summary>
internal sealed class SplitStream(IReadOnlyList<Memory<byte>> parts) : Stream
{
    private int _part;
    private int _offset;

    /// <summary>Whether all buffers are full and nothing was left over.</summary>
    public bool IsComplete { get; private set; } = parts.All(p => p.Length == 0);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_part == parts.Count)
            {
                IsComplete = false; // more than was to come
                return;
            }

            var room = parts[_part].Span[_offset..];
            var taken = Math.Min(room.Length, buffer.Length);
            buffer[..taken].CopyTo(room);
            buffer = buffer[taken..];
            _offset += taken;
            SkipFull();
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void SkipFull()
    {
        while (_part < parts.Count && _offset == parts[_part].Length)
        {
            (_part, _offset) = (_part + 1, 0);
        }

        IsComplete = _part == parts.Count;
    }
}
