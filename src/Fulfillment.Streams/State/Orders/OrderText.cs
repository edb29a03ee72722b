using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>The texts of an order that is being worked on: those of its record, then those that events add. Keeps its memory. Not thread-safe.</summary>
internal sealed class OrderText
{
    private byte[] _bytes = new byte[128];
    private int _used;

    /// <summary>Bytes of memory it keeps.</summary>
    public int Room => _bytes.Length;

    /// <summary>The text of a slice.</summary>
    public ReadOnlySpan<byte> this[Utf8Slice slice] => _bytes.AsSpan(slice.Start, slice.Length);

    /// <summary>Begins with these bytes, so that a slice of them is one of these texts.</summary>
    public void Begin(ReadOnlySpan<byte> bytes)
    {
        _used = 0;
        Add(bytes);
    }

    /// <summary>Adds a text.</summary>
    public Utf8Slice Add(ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + text.Length, 2 * _bytes.Length));
        }

        text.CopyTo(_bytes.AsSpan(_used));
        _used += text.Length;
        return new Utf8Slice(_used - text.Length, text.Length);
    }
}
