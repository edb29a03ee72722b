namespace Fulfillment.Streams.State.Packed;

/// <summary>Writes a packed record: numbers take as few bytes as they can, seven bits each, lowest first. Keeps its memory. Not thread-safe.</summary>
internal sealed class PackedWriter
{
    private byte[] _bytes = new byte[256];
    private int _used;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    /// <summary>Begins a record.</summary>
    public void Clear() => _used = 0;

    /// <summary>Writes a byte as it is.</summary>
    public void Byte(byte value) => Room(1)[_used++] = value;

    /// <summary>Writes a number that is seldom large.</summary>
    public void Number(ulong value)
    {
        var bytes = Room(10);
        var used = _used;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[used++] = (byte)(value | 0x80);
        }

        bytes[used++] = (byte)value;
        _used = used;
    }

    /// <summary>Writes a number that is seldom far from 0, on either side.</summary>
    public void Signed(long value) => Number((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>Writes a text and its length.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        Number((ulong)text.Length);
        text.CopyTo(Room(text.Length).AsSpan(_used));
        _used += text.Length;
    }

    private byte[] Room(int count)
    {
        if (_used + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + count, 2 * _bytes.Length));
        }

        return _bytes;
    }
}
