using System.Buffers.Text;
using System.Text.Json;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>
/// A contender: <see cref="Utf8JsonReader"/> by hand into the same columns, with its own methods for every value. Takes the
/// formats the generator writes; checks nothing else. The columns are reused from batch to batch.
/// </summary>
internal sealed partial class PlainReader
{
    private readonly OrderColumns orders = new();
    private readonly TrackingColumns scans = new();
    private readonly AdSpendColumns ads = new();

    /// <summary>Reads a batch; the result is overwritten by the next of its topic.</summary>
    public EventColumns Read(RawBatch batch)
    {
        EventColumns columns = batch.Topic switch { Topic.Orders => orders, Topic.Tracking => scans, _ => ads };
        columns.Truncate(0);
        columns.Text.Used = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var reader = new Utf8JsonReader(batch.Payload(i));
            var row = columns.AddRow();
            columns.Offset[row] = batch.Offset(i);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!Shared(ref reader, columns, row))
                {
                    switch (batch.Topic)
                    {
                        case Topic.Orders: Order(ref reader, row); break;
                        case Topic.Tracking: Scan(ref reader, row); break;
                        default: Ad(ref reader, row); break;
                    }
                }
            }
        }

        return columns;
    }

    private static bool Shared(ref Utf8JsonReader reader, EventColumns columns, int row)
    {
        if (reader.ValueTextEquals("event_id"u8))
        {
            columns.EventId[row] = Text(ref reader, columns.Text);
        }
        else if (reader.ValueTextEquals("shop_id"u8))
        {
            columns.ShopId[row] = Text(ref reader, columns.Text);
        }
        else if (reader.ValueTextEquals("event_time"u8))
        {
            columns.EventTime[row] = Time(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static Utf8Slice Text(ref Utf8JsonReader reader, Utf8Arena arena)
    {
        reader.Read();
        return Here(ref reader, arena);
    }

    private static Utf8Slice Here(ref Utf8JsonReader reader, Utf8Arena arena) => reader.ValueIsEscaped
        ? arena.Commit(reader.CopyString(arena.Reserve(reader.ValueSpan.Length)))
        : arena.Append(reader.ValueSpan);

    private static long Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDateTimeOffset().ToUnixTimeMilliseconds();
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static long Money(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && Utf8Parser.TryParse(reader.ValueSpan, out decimal amount, out _)
            ? (long)(amount * 1_000_000) : (long)(reader.GetDecimal() * 1_000_000);
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
