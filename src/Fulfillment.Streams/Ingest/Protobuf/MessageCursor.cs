using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>How a field's value lies on the wire (Protobuf's encoding, "Message Structure").</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}

/// <summary>Reads a message's fields one after another. Each method gives false where the bytes are no message.</summary>
internal ref struct MessageCursor(ReadOnlySpan<byte> message)
{
    private const int VarintBytes = 10;
    private const uint LastField = (1 << 29) - 1;

    private ReadOnlySpan<byte> rest = message;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Takes what precedes a value: the number of its field, 1 or more, and how it lies there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Tag(out int field, out WireType wire)
    {
        var isRead = Varint(out var tag);
        field = (int)(tag >> 3);
        wire = (WireType)(tag & 7);
        return isRead && tag >> 3 is > 0 and <= LastField;
    }

    /// <summary>Takes an integer of 1 to 10 bytes; those of a 64-bit one beyond its bits are dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Varint(out ulong value)
    {
        if (rest.Length > 0 && rest[0] < 0x80)
        {
            value = rest[0];
            rest = rest[1..];
            return true;
        }

        return LongVarint(out value);
    }

    /// <summary>Takes a text or message with its length before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Bytes(out ReadOnlySpan<byte> bytes)
    {
        if (!Varint(out var length) || length > (ulong)rest.Length)
        {
            bytes = default;
            return false;
        }

        bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    /// <summary>Passes over a value. Groups, which proto3 does not have, count as damage.</summary>
    public bool Skip(WireType wire) => wire switch
    {
        WireType.Varint => Varint(out _),
        WireType.Length => Bytes(out _),
        WireType.Fixed64 => Skip(sizeof(ulong)),
        WireType.Fixed32 => Skip(sizeof(uint)),
        _ => false,
    };

    private bool LongVarint(out ulong value)
    {
        value = 0;
        var length = Math.Min(rest.Length, VarintBytes);
        for (var i = 0; i < length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool Skip(int length)
    {
        var isThere = length <= rest.Length;
        rest = rest[(isThere ? length : 0)..];
        return isThere;
    }
}
