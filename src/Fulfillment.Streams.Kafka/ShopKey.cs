using System.Text.Json;

namespace Fulfillment.Streams.Kafka;

/// <summary>Finds the key a record is partitioned by: its <c>shop_id</c>.</summary>
public static class ShopKey
{
    /// <summary>
    /// The value of the top-level <c>shop_id</c>, unescaped; null where there is none or the record is not JSON: such
    /// a record will be rejected whichever partition it is read from.
    /// </summary>
    public static byte[]? Of(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("shop_id"u8);
                reader.Read();
                if (found)
                {
                    return Value(ref reader);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON: a value to reject, not an error to report.
        }

        return null;
    }

    private static byte[]? Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.Number || !reader.ValueIsEscaped)
        {
            return reader.ValueSpan.ToArray();
        }

        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped[..reader.CopyString(unescaped)];
    }
}
