using System.IO.Hashing;
using System.Text.Json;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Ingest;

/// <summary>
/// The two fields that route a record before it is decoded: its shop, which decides the lane, and its event time, which
/// decides when a file's line is due. A record that lacks them is routed all the same and rejected by the decoder.
/// </summary>
/// <param name="ShopHash">Hash of <c>shop_id</c>; 0 where there is none.</param>
/// <param name="EventTime">Unix milliseconds; <see cref="Absent.Number"/> where there is none.</param>
public readonly record struct RecordKey(ulong ShopHash, long EventTime)
{
    /// <summary>The lane of the record among <paramref name="lanes"/>; the same shop always has the same.</summary>
    public int Lane(int lanes) => (int)(ShopHash % (ulong)lanes);

    /// <summary>Reads the key from a record; never throws.</summary>
    public static RecordKey Of(ReadOnlySpan<byte> record)
    {
        ulong shop = 0;
        var time = Absent.Number;
        try
        {
            var reader = new Utf8JsonReader(record);
            for (var found = 0; found < 2 && reader.Read();)
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.ValueTextEquals("shop_id"u8) && reader.Read())
                {
                    shop = HashOf(reader);
                    found++;
                }
                else if (reader.ValueTextEquals("event_time"u8) && reader.Read())
                {
                    time = TimeOf(reader);
                    found++;
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

        return new RecordKey(shop, time);
    }

    private static ulong HashOf(in Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            return XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!));
        }

        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? XxHash3.HashToUInt64(reader.ValueSpan) : 0;
    }

    private static long TimeOf(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when Rfc3339.TryParse(reader.ValueSpan, out var milliseconds) => milliseconds,
        JsonTokenType.Number when reader.TryGetInt64(out var number) =>
            Math.Abs(number) < 100_000_000_000 ? number * 1000 : number,
        _ => Absent.Number,
    };
}
