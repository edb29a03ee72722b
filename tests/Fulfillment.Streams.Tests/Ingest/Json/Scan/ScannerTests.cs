using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Tests.Generator;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>What the scanner takes itself. A record it took lies whole in the arena; of others only the texts do.</summary>
public sealed class ScannerTests
{
    private const string Head = """{"event_id":"p","shop_id":"s","event_time":"2026-03-07T04:00:00Z","plan_id":"p","sku":"A","kind":"AD","starts_at":1772856000,"ends_at":1772856000123""";

    [Fact]
    public void Every_generated_event_is_scanned()
    {
        foreach (var messages in GeneratedRun.Shared.Messages.GroupBy(m => m.Topic))
        {
            var columns = EventBatch.NewColumns(messages.Key);
            foreach (var message in messages)
            {
                var before = columns.Text.Used;
                Assert.Null(EventReader.All[(int)messages.Key].Read(message.Payload.Span, columns, 0, long.MaxValue));
                Assert.InRange(columns.Text.Used - before, message.Payload.Length, message.Payload.Length + 9); // CANCEL becomes CANCELLED behind it
            }
        }
    }

    [Theory]
    [InlineData("}")]
    [InlineData("}  \r\n")]
    [InlineData(",\"uplift\":1.5}")]
    [InlineData(", \"uplift\": 1.5, \"cancelled\": false}")]
    [InlineData(",\"uplift\":1e0,\"expected_spend\":\"+5.\",\"cancelled\":null}")]
    [InlineData(",\"unknown\":\"text\",\"x\":{\"a\":[1,\"}\"]},\"\":null,\"uplift\":\"2\"}")]
    [InlineData(",\"unknown\":\"\u00e9\\n\"}")]
    public void Usual_records_are_scanned(string end)
    {
        var record = Head + end;
        Assert.Equal(Encoding.UTF8.GetByteCount(record.TrimEnd()), Accept<PlanColumns>(Topic.Plans, record).Text.Used);
    }

    [Theory]
    [InlineData(",\n\"uplift\":1.5}")]
    [InlineData(",  \"uplift\":1.5}")]
    [InlineData(",\"uplift\" :1.5}")]
    [InlineData(",\"uplift\":1.5 }")]
    [InlineData(",\"upl\\u0069ft\":1.5}")]
    [InlineData(",\"uplift\":1,\"uplift\":1.5}")]
    public void Odd_records_are_read_generally(string end)
    {
        var plans = Accept<PlanColumns>(Topic.Plans, Head + end);
        Assert.Equal(("pspAAD".Length, 1_500_000), (plans.Text.Used, plans.UpliftMicros[0]));
    }

    [Fact]
    public void Nothing_is_allocated_once_the_columns_have_grown()
    {
        var columns = GeneratedRun.Shared.Messages.Select(m => m.Topic).Distinct().ToDictionary(t => t, EventBatch.NewColumns);
        GeneratedEvent[] messages = [.. GeneratedRun.Shared.Messages];

        Assert.Equal(0, Allocated.ByOne(() => ReadAll(messages, columns)));
    }

    private static void ReadAll(GeneratedEvent[] messages, Dictionary<Topic, EventColumns> all)
    {
        foreach (var message in messages)
        {
            EventReader.All[(int)message.Topic].Read(message.Payload.Span, all[message.Topic], 0, long.MaxValue);
        }

        foreach (var columns in all.Values)
        {
            columns.Truncate(0);
            columns.Text.Used = 0;
        }
    }
}
