namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// RFC 3339 times to Unix milliseconds, straight from UTF-8. Takes any offset, lower-case <c>t</c> and
/// <c>z</c>, a space for the <c>T</c>, and any number of decimals (what is finer than a millisecond is cut off,
/// towards the past). A leap second (23:59:60 UTC) counts as the last millisecond before it, so that it stays in
/// its minute and day.
/// </summary>
internal static class Rfc3339
{
    /// <summary>0000-01-01T00:00:00Z in Unix milliseconds.</summary>
    public const long Earliest = -62_167_219_200_000;

    /// <summary>9999-12-31T23:59:59.999Z in Unix milliseconds.</summary>
    public const long Latest = 253_402_300_799_999;

    private const int MinuteMs = 60_000;

    /// <summary>Reads a whole text as a time; false where it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':'
            || !(text[10] is (byte)'T' or (byte)'t' or (byte)' '))
        {
            return false;
        }

        int year = (Two(text) * 100) + Two(text[2..]), month = Two(text[5..]), day = Two(text[8..]);
        int hour = Two(text[11..]), minute = Two(text[14..]), second = Two(text[17..]);
        if (year < 0 || Two(text[2..]) < 0 || (uint)(month - 1) > 11 || day < 1 || day > DaysIn(year, month)
            || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 60)
        {
            return false;
        }

        var rest = text[19..];
        if (!Fraction(ref rest, out var ms) || !Offset(rest, out var offsetMinutes))
        {
            return false;
        }

        var minutes = (DaysFromEpoch(year, month, day) * 1440) + (hour * 60) + minute - offsetMinutes;
        if (second < 60)
        {
            unixMs = (minutes * MinuteMs) + (second * 1000) + ms;
            return true;
        }

        unixMs = (minutes * MinuteMs) + MinuteMs - 1;
        return ((minutes % 1440) + 1440) % 1440 == 1439;
    }

    /// <summary>Days since 1970-01-01 in the proleptic Gregorian calendar, by counting years from March.</summary>
    private static long DaysFromEpoch(int year, int month, int day)
    {
        var y = month > 2 ? year : year - 1;
        var era = (y >= 0 ? y : y - 399) / 400;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }

    /// <summary>Days of a month, 1 to 12.</summary>
    public static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Two digits, or a number below −999 where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text)
    {
        uint tens = (uint)(text[0] - '0'), ones = (uint)(text[1] - '0');
        return tens > 9 || ones > 9 ? -1_000_000 : (int)((tens * 10) + ones);
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int ms)
    {
        ms = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var digits = 0;
        while (digits + 1 < rest.Length && (uint)(rest[digits + 1] - '0') <= 9)
        {
            digits++;
            ms += digits switch { 1 => 100, 2 => 10, 3 => 1, _ => 0 } * (rest[digits] - '0');
        }

        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
        {
            return (rest[0] | 0x20) == 'z';
        }

        if (rest.Length != 6 || rest[3] != ':' || !(rest[0] is (byte)'+' or (byte)'-'))
        {
            return false;
        }

        int hour = Two(rest[1..]), minute = Two(rest[4..]);
        minutes = ((hour * 60) + minute) * (rest[0] == '-' ? -1 : 1);
        return (uint)hour <= 23 && (uint)minute <= 59;
    }
}
