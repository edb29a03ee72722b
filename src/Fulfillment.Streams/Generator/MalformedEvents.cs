using System.Text;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>Messages that break one rule of the contract each; every one of them must be rejected.</summary>
internal static class MalformedEvents
{
    private static readonly Func<Sample, byte[]>[] Kinds =
    [
        s => Bytes(s.Text[..^(1 + (s.Number % 40))]),
        s => Bytes(s.Number % 2 == 0 ? "[1,2,3]" : "not json at all"),
        s => s.Without("event_id"),
        s => s.Without("shop_id"),
        s => s.Without("event_time"),
        s => s.Without(s.Key),
        s => s.WithTime("true"),
        s => s.WithTime("\"yesterday\""),
        s => s.WithTime("\"2999-01-01T00:00:00Z\""),
        s => s.WithTime("\"1999-12-31T23:59:59Z\""),
        s => s.InvalidUtf8(),
        s => s.WithQuantity("-1"),
        s => s.WithQuantity("\"two\""),
    ];

    /// <summary>How many ways there are to be wrong.</summary>
    public static int Count => Kinds.Length;

    /// <summary>One message, wrong in the given way; <paramref name="number"/> makes its id unique.</summary>
    public static GeneratedEvent Make(int kind, Topic topic, string shop, long unixMs, int number)
    {
        var time = DateTime.UnixEpoch.AddMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var payload = Kinds[kind](new Sample(topic, shop, time, number));
        return new GeneratedEvent(topic, shop, unixMs, payload, GeneratedKind.Malformed);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A valid message to break.</summary>
    private sealed class Sample(Topic topic, string shop, string time, int number)
    {
        public int Number { get; } = number;

        /// <summary>The topic's own required name.</summary>
        public string Key { get; } = topic switch
        {
            Topic.AdSpend => "campaign_id",
            Topic.Stock => "sku",
            Topic.Returns => "return_id",
            Topic.Plans => "plan_id",
            _ => "order_id",
        };

        public string Text { get; } =
            $$"""{"event_id":"bad-{{number}}","shop_id":"{{shop}}","event_time":"{{time}}",{{Body(topic, time, number)}}}""";

        /// <summary>The field is there under another name, which is as good as not at all.</summary>
        public byte[] Without(string field) => Bytes(Text.Replace($"\"{field}\":", $"\"un{field}\":", StringComparison.Ordinal));

        public byte[] WithTime(string json) => Bytes(Text.Replace($"\"event_time\":\"{time}\"", $"\"event_time\":{json}", StringComparison.Ordinal));

        /// <summary>Topics without a quantity lose their closing brace instead.</summary>
        public byte[] WithQuantity(string json) =>
            topic is Topic.Orders or Topic.Returns
                ? Bytes(Text.Replace("\"quantity\":1", $"\"quantity\":{json}", StringComparison.Ordinal))
                : Bytes(Text[..^1]);

        /// <summary>A lead byte of two that is followed by none.</summary>
        public byte[] InvalidUtf8()
        {
            var bytes = Bytes(Text);
            var key = Encoding.UTF8.GetBytes($"\"{Key}\":\"");
            bytes[bytes.AsSpan().IndexOf(key) + key.Length] = 0xC3;
            return bytes;
        }

        private static string Body(Topic topic, string time, int number) => topic switch
        {
            Topic.Orders => $$"""
                "order_id":"bad{{number}}","status":"ON_HOLD","lines":[{"line_id":"1","sku":"S1-001","quantity":1,"unit_price":"9.99"}]
                """,
            Topic.Tracking => $$"""
                "order_id":"bad{{number}}","package_id":"P{{number}}","carrier":"UPS","tracking_number":"1Z{{number}}","status":"DELIVERED"
                """,
            Topic.AdSpend => $$"""
                "campaign_id":"bad{{number}}","hour":"{{time}}","kind":"AD","spend":"1.00","impressions":10,"clicks":1,"conversions":0,"gmv":"0.00","currency":"USD","revision":1
                """,
            Topic.Stock => """
                "sku":"S1-001","warehouse_id":"wh-west","on_hand":5
                """,
            Topic.Returns => $$"""
                "return_id":"bad{{number}}","order_id":"bad{{number}}","sku":"S1-001","quantity":1,"type":"RETURN_REFUND","status":"REQUESTED","reason":"defective","refund_amount":"9.99"
                """,
            _ => $$"""
                "plan_id":"bad{{number}}","sku":"S1-001","kind":"LIVE","starts_at":"{{time}}","ends_at":"{{time}}"
                """,
        };
    }
}
