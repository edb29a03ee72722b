using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Packed;

/// <summary>Reads what <see cref="PackedWriter"/> wrote.</summary>
/// <param name="record">All of it.</param>
internal ref struct PackedReader(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = record;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a byte as it is.</summary>
    public byte Byte() => _record[Position++];

    /// <summary>Reads a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Number()
    {
        var first = _record[Position];
        if (first < 0x80)
        {
            Position++;
            return first;
        }

        return Longer();
    }

    /// <summary>Reads a number of either sign.</summary>
    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Where in the record a text lies.</summary>
    public Utf8Slice Text()
    {
        var length = (int)Number();
        var slice = new Utf8Slice(Position, length);
        Position += length;
        return slice;
    }

    private ulong Longer()
    {
        if (_record.Length - Position >= sizeof(ulong)
            && SevenBits.Join(BinaryPrimitives.ReadUInt64LittleEndian(_record[Position..]), out var joined) is var length and > 0)
        {
            Position += length;
            return joined;
        }

        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _record[Position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
