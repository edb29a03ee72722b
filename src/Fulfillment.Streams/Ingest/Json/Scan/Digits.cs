using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>Decimal digits, eight at a time in one register; the first digit is the lowest byte (little-endian).</summary>
internal static class Digits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;

    /// <summary>Eight bytes as digits, and how many of them are digits from the first one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ref byte place, out int count)
    {
        var digits = Raw(ref place);

        // A carry out of a byte that is no digit can only mark bytes behind it.
        count = BitOperations.TrailingZeroCount(((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080) >> 3;
        return digits;
    }

    /// <summary>Eight bytes as digits, whether they are or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Raw(ref byte place) => Unsafe.ReadUnaligned<ulong>(ref place) ^ Zeros;

    /// <summary>The number that the first <paramref name="count"/> digits make, 1 to 8 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Number(ulong digits, int count) => Eight(digits << (64 - (8 * count)));

    /// <summary>The first <paramref name="count"/> digits, 1 to 6 of them, as decimals: millionths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Millionths(ulong digits, int count) => Eight(digits & ((1UL << (8 * count)) - 1)) / 100;

    /// <summary>Neighbours joined into numbers below 100: each byte is ten times itself plus the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pairs(ulong digits) => (digits * 10) + (digits >> 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Eight(ulong digits)
    {
        const ulong Mask = 0x0000_00FF_0000_00FF;
        var pairs = Pairs(digits);
        return (uint)((((pairs & Mask) * 0x000F_4240_0000_0064) + (((pairs >> 16) & Mask) * 0x0000_2710_0000_0001)) >> 32);
    }
}
