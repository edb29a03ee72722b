using System.IO.Hashing;
using System.Text.Json;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Ingest;

/// <summary>
/// The two fields that route a record before it is decoded: its shop, which decides the lane, and its event time, which
/// decides when a file's line is due. A record that lacks them is routed all the same and rejected by the decoder. Where a
/// field comes twice, its first value routes.
/// </summary>
/// <param name="ShopHash">Hash of <c>shop_id</c>; 0 where there is none.</param>
/// <param name="EventTime">Unix milliseconds; <see cref="Absent.Number"/> where there is none.</param>
public readonly record struct RecordKey(ulong ShopHash, long EventTime)
{
    /// <summary>The lane of the record among <paramref name="lanes"/>; the same shop always has the same.</summary>
    public int Lane(int lanes) => (int)(ShopHash % (ulong)lanes);

    /// <summary>Reads the key from a record; never throws.</summary>
    public static RecordKey Of(ReadOnlySpan<byte> record, RecordFormat format = RecordFormat.Json)
    {
        Read(record, format, wantsTime: true, out var shop, out var isEscaped, out var time);
        return new RecordKey(shop.IsEmpty ? 0 : XxHash3.HashToUInt64(isEscaped ? Unescaped(shop) : shop), time);
    }

    /// <summary>
    /// The value of the top-level <c>shop_id</c>, unescaped, which is what a record is partitioned by on Kafka; null where
    /// there is none or the record is not of its format. Never throws.
    /// </summary>
    public static byte[]? ShopOf(ReadOnlySpan<byte> record, RecordFormat format = RecordFormat.Json)
    {
        Read(record, format, wantsTime: false, out var shop, out var isEscaped, out _);
        return shop.IsEmpty ? null : isEscaped ? Unescaped(shop) : shop.ToArray();
    }

    private static void Read(
        ReadOnlySpan<byte> record, RecordFormat format, bool wantsTime, out ReadOnlySpan<byte> shop, out bool isEscaped, out long time)
    {
        if (format == RecordFormat.Protobuf)
        {
            isEscaped = false;
            MessageKey.Read(record, out shop, out time);
            return;
        }

        if (KeyScan.TryRead(record, wantsTime, out shop, out time))
        {
            isEscaped = false;
            return;
        }

        shop = default;
        isEscaped = false;
        time = Absent.Number;
        var (needsShop, needsTime) = (true, wantsTime);
        try
        {
            // Editors put a byte order mark at the start of files, and thus into the first record; the decoder takes it too.
            var reader = new Utf8JsonReader(record.StartsWith("\uFEFF"u8) ? record[3..] : record);
            while ((needsShop || needsTime) && reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (needsShop && Is(reader, "shop_id"u8) && reader.Read())
                {
                    needsShop = false;
                    shop = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? reader.ValueSpan : default;
                    isEscaped = reader.ValueIsEscaped;
                }
                else if (needsTime && Is(reader, "event_time"u8) && reader.Read())
                {
                    needsTime = false;
                    time = TimeOf(reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // the decoder says what is wrong with it
        }
    }

    /// <summary>Not <c>ValueTextEquals</c>, which throws at half of a surrogate pair, where the decoder passes over an unknown name.</summary>
    private static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? Unescaped(reader.ValueSpan).AsSpan().SequenceEqual(name) : reader.ValueSpan.SequenceEqual(name);

    private static byte[] Unescaped(ReadOnlySpan<byte> text)
    {
        var room = new byte[text.Length];
        var length = JsonText.Unescape(text, room);
        return length < 0 ? text.ToArray() : room[..length];
    }

    private static long TimeOf(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when Rfc3339.TryParse(reader.ValueSpan, out var milliseconds) => milliseconds,
        JsonTokenType.Number when reader.TryGetInt64(out var number) =>
            Math.Abs(number) < 100_000_000_000 ? number * 1000 : number,
        _ => Absent.Number,
    };
}
