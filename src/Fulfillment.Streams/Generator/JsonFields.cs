using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using System.Text.Json;

namespace Fulfillment.Streams.Generator;

/// <summary>The contract's ways to write times, money and numbered names, without allocating or consulting a culture.</summary>
internal static class JsonFields
{
    /// <summary>A name made of a prefix and a number, such as <c>shop-1</c>.</summary>
    public static void WriteText(this Utf8JsonWriter json, JsonEncodedText field, string prefix, long number)
    {
        Span<byte> text = stackalloc byte[64];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{prefix}{number}", out var length);
        json.WriteString(field, text[..length]);
    }

    /// <summary>The same as an element of an array.</summary>
    public static void WriteTextValue(this Utf8JsonWriter json, string prefix, long number)
    {
        Span<byte> text = stackalloc byte[64];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{prefix}{number}", out var length);
        json.WriteStringValue(text[..length]);
    }

    /// <summary>RFC 3339 in UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, JsonEncodedText field, long unixMs) =>
        json.WriteString(field, DateTime.UnixEpoch.AddMilliseconds(unixMs));

    /// <summary>RFC 3339 with the offset of a wall clock.</summary>
    public static void WriteTime(this Utf8JsonWriter json, JsonEncodedText field, long unixMs, int offsetMinutes) =>
        json.WriteString(field, DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(TimeSpan.FromMinutes(offsetMinutes)));

    /// <summary>A decimal string with two places.</summary>
    public static void WriteMoney(this Utf8JsonWriter json, JsonEncodedText field, long cents)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(cents / 100, text, out var length);
        text[length] = (byte)'.';
        text[length + 1] = (byte)('0' + (cents % 100 / 10));
        text[length + 2] = (byte)('0' + (cents % 10));
        json.WriteString(field, text[..(length + 3)]);
    }

    /// <summary>A JSON number with one place, given in tenths.</summary>
    public static void WriteTenths(this Utf8JsonWriter json, JsonEncodedText field, long tenths) =>
        json.WriteNumber(field, new decimal((int)tenths, 0, 0, false, 1));
}
