using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Events;

/// <summary>Whole numbers in bytes of seven bits each, lowest first, where all but the last have their eighth bit set (LEB128).</summary>
internal static class SevenBits
{
    private const ulong Continues = 0x8080_8080_8080_8080;

    /// <summary>Takes a number out of the eight bytes it begins, without a loop over them.</summary>
    /// <param name="eight">The bytes, the first lowest.</param>
    /// <param name="value">The number; what is left where it is longer.</param>
    /// <returns>How many of the bytes it takes; 0 where it is longer than eight.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Join(ulong eight, out ulong value)
    {
        var ends = ~eight & Continues;
        value = eight & (ends ^ (ends - 1)) & ~Continues; // what it takes, closed up in three steps
        value = (value & 0x007F_007F_007F_007F) | ((value & 0x7F00_7F00_7F00_7F00) >> 1);
        value = (value & 0x0000_3FFF_0000_3FFF) | ((value & 0x3FFF_0000_3FFF_0000) >> 2);
        value = (value & 0x0000_0000_0FFF_FFFF) | ((value & 0x0FFF_FFFF_0000_0000) >> 4);
        return ends == 0 ? 0 : (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
    }
}
