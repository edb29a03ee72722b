using System.Runtime.CompilerServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>
/// Protobuf's encoding ("Message Structure"). Each method takes what stands at a place and gives the place behind it: one beyond the
/// end where the bytes are no message.
/// </summary>
/// <remarks>Reads up to eight bytes behind the end, which must be readable; what stands there may be anything.</remarks>
internal static class Wire
{
    /// <summary>Values that are integers of 1 to 10 bytes.</summary>
    public const int Varint = 0;

    /// <summary>Texts and messages, their length before them.</summary>
    public const int Length = 2;

    private const int Damaged = int.MaxValue; // behind any end
    private const int Fixed64 = 1;
    private const int Fixed32 = 5;
    private const int VarintBytes = 10;
    private const uint LastField = (1 << 29) - 1;

    /// <summary>Takes what precedes a value.</summary>
    /// <param name="text">The byte from which places are counted.</param>
    /// <param name="at">The place.</param>
    /// <param name="end">Where the message ends.</param>
    /// <param name="field">The number of its field, 1 or more.</param>
    /// <param name="type">How it lies there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Tag(ref byte text, int at, int end, out uint field, out int type)
    {
        at = Integer(ref text, at, end, out var tag);
        (field, type) = ((uint)(tag >> 3), (int)(tag & 7));
        return tag >> 3 is > 0 and <= LastField ? at : Damaged;
    }

    /// <summary>Takes an integer; bits of a 64-bit one beyond its own are dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Integer(ref byte text, int at, int end, out ulong value)
    {
        value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, at));
        if ((value & 0x80) == 0)
        {
            value &= 0x7F;
            return at + 1;
        }

        var length = SevenBits.Join(value, out value);
        return length > 0 ? at + length : Long(ref text, at, end, out value);
    }

    /// <summary>Passes over a value of a type. Groups, which proto3 does not have, count as damage.</summary>
    public static int Skip(ref byte text, int at, int end, int type)
    {
        switch (type)
        {
            case Varint:
                return Integer(ref text, at, end, out _);
            case Length:
                at = Integer(ref text, at, end, out var length);
                return at <= end && length <= (ulong)(end - at) ? at + (int)length : Damaged;
            case Fixed64:
                return at + sizeof(ulong);
            case Fixed32:
                return at + sizeof(uint);
            default:
                return Damaged;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Long(ref byte text, int at, int end, out ulong value)
    {
        value = 0;
        var length = Math.Min(end - at, VarintBytes);
        for (var i = 0; i < length; i++)
        {
            var next = Unsafe.Add(ref text, at + i);
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return at + i + 1;
            }
        }

        return Damaged;
    }
}
