using System.Globalization;
using System.Text.Json;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>Reads events of golden inputs, a line each, with the topic as a property, into what the oracle understands.</summary>
internal static class SaidJson
{
    public static Said Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        var (id, shop, at) = (Text(json, "event_id")!, Text(json, "shop_id")!, Time(json, "event_time")!.Value);
        return Text(json, "topic") switch
        {
            "orders" => new OrderSaid(id, shop, at, Text(json, "order_id")!, Text(json, "status")!)
            {
                CreateTime = Time(json, "create_time"),
                PaidTime = Time(json, "paid_time"),
                Region = Text(json, "region"),
                BuyerId = Text(json, "buyer_id"),
                FulfillmentType = Text(json, "fulfillment_type"),
                DispatchDeadline = Time(json, "tts_sla_time"),
                DeliverBy = Time(json, "delivery_sla_time"),
                Lines = json.TryGetProperty("lines", out var lines) ? [.. lines.EnumerateArray().Select(l =>
                    new LineSaid(Text(l, "line_id")!, Text(l, "sku")!, Whole(l, "quantity")!.Value, Money(l, "unit_price")!.Value))] : null,
            },
            "tracking" => new ScanSaid(id, shop, at, Text(json, "order_id")!, Text(json, "package_id")!, Text(json, "status")!),
            "stock" => new StockSaid(id, shop, at, Text(json, "sku")!, Text(json, "warehouse_id")!, Whole(json, "on_hand")!.Value)
            {
                LeadTimeDays = Whole(json, "lead_time_days"),
                Inbound = json.TryGetProperty("inbound", out var inbound)
                    ? [.. inbound.EnumerateArray().Select(i => (Whole(i, "quantity")!.Value, Time(i, "eta")!.Value))] : [],
            },
            "ad-spend" => new AdSaid(id, shop, at, Text(json, "campaign_id")!, Time(json, "hour")!.Value, Money(json, "spend")!.Value)
            {
                AdGroup = Text(json, "adgroup_id"),
                Region = Text(json, "region"),
                Impressions = Whole(json, "impressions"),
                Clicks = Whole(json, "clicks"),
                Conversions = Whole(json, "conversions"),
                Gmv = Money(json, "gmv"),
                Revision = Whole(json, "revision"),
            },
            var topic => throw new FormatException($"Golden inputs have no topic {topic}."),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long? Whole(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static decimal? Money(JsonElement json, string name) =>
        Text(json, name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static long? Time(JsonElement json, string name) => Text(json, name) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() : null;
}
