using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>
/// The times that nearly every event has: <c>"2026-03-07T04:00:00Z"</c>, to the second or with up to three decimals.
/// What is written otherwise is for <see cref="Rfc3339"/>.
/// </summary>
internal static class UtcTime
{
    /// <summary>Days from 0000-12-31 to 1970-01-01, by the count below.</summary>
    private const int Epoch = 719_528;

    /// <summary>Where the first 19 bytes have digits: <c>0000-00-00T00:00:00</c>.</summary>
    private const uint DigitPlaces = 0b110_110_110_110_110_1111;

    private const uint MarkPlaces = 0x7FFFF & ~DigitPlaces;

    private static readonly Vector256<byte> Marks = Vector256.Create("0000-00-00T00:00:00............."u8);

    private static ReadOnlySpan<short> DaysBefore => [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>Reads a time in quotes.</summary>
    /// <param name="text">The text behind the first quote, with 32 readable bytes.</param>
    /// <param name="unixMs">Unix milliseconds.</param>
    /// <returns>Bytes up to and with the closing quote, or 0 where it is none of these.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref byte text, out long unixMs)
    {
        unixMs = 0;
        var bytes = Vector256.LoadUnsafe(ref text);
        var digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10)).ExtractMostSignificantBits();
        var marks = Vector256.Equals(bytes, Marks).ExtractMostSignificantBits();
        if (((digits & DigitPlaces) | (marks & MarkPlaces)) != (DigitPlaces | MarkPlaces))
        {
            return 0;
        }

        var end = 19;
        if (Unsafe.Add(ref text, 19) == (byte)'.')
        {
            var decimals = BitOperations.TrailingZeroCount(~(digits >> 20));
            if (decimals is 0 or > 3)
            {
                return 0;
            }

            unixMs = Milliseconds(ref Unsafe.Add(ref text, 20), decimals);
            end = 20 + decimals;
        }

        if (Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref text, end)) != ('Z' | ('"' << 8)) || !TryWhole(ref text, out var seconds))
        {
            return 0;
        }

        unixMs += seconds * 1000;
        return end + 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWhole(ref byte text, out long seconds)
    {
        // Without the hyphens, whose tenfold would run over into their neighbours.
        var date = Digits.Pairs(Digits.Raw(ref text) & 0x00FF_FF00_FFFF_FFFF);
        var clock = Digits.Pairs(Digits.Raw(ref Unsafe.Add(ref text, 11)));
        var days = Digits.Pairs(Digits.Raw(ref Unsafe.Add(ref text, 8)) & 0xFFFF);
        uint year = (uint)(((date & 0xFF) * 100) + ((date >> 16) & 0xFF)), month = (uint)(date >> 40) & 0xFF, day = (uint)days & 0xFF;
        uint hour = (uint)clock & 0xFF, minute = (uint)(clock >> 24) & 0xFF, second = (uint)(clock >> 48) & 0xFF;
        if (year == 0 || month - 1 > 11 || day == 0 || (day > 28 && day > Rfc3339.DaysIn((int)year, (int)month)) || hour > 23 || minute > 59 || second > 59)
        {
            seconds = 0;
            return false;
        }

        var before = month > 2 ? year : year - 1;
        var daysFromEpoch = (int)((365 * year) + (before / 4) - (before / 100) + (before / 400)) + DaysBefore[(int)month - 1] + (int)day - Epoch;
        seconds = (daysFromEpoch * 86_400L) + (hour * 3600) + (minute * 60) + second;
        return true;
    }

    private static long Milliseconds(ref byte text, int decimals)
    {
        var digits = Unsafe.ReadUnaligned<uint>(ref text) ^ 0x3030_3030;
        digits &= (1U << (8 * decimals)) - 1;
        return ((digits & 0xFF) * 100) + (((digits >> 8) & 0xFF) * 10) + (digits >> 16);
    }
}
