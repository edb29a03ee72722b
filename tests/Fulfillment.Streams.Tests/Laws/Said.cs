using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>One event as the oracle understands it and as JSON for the engine. Times are Unix milliseconds.</summary>
internal abstract record Said(Topic Topic, string EventId, string Shop, long At)
{
    /// <summary>The event as a producer would send it.</summary>
    public string Json
    {
        get
        {
            var json = new StringBuilder($$"""{"event_id":"{{EventId}}","shop_id":"{{Shop}}","event_time":{{At}}""");
            Write(json);
            return json.Append('}').ToString();
        }
    }

    /// <summary>For failure messages: the JSON, with the time made readable.</summary>
    public sealed override string ToString() =>
        $"{Topic,-8} {DateTimeOffset.FromUnixTimeMilliseconds(At):yyyy-MM-dd HH:mm:ss.fff} {Json}";

    protected abstract void Write(StringBuilder json);

    protected static void Text(StringBuilder json, string name, string? value)
    {
        if (value is not null)
        {
            json.Append(CultureInfo.InvariantCulture, $",\"{name}\":\"{value}\"");
        }
    }

    protected static void Number<T>(StringBuilder json, string name, T? value)
        where T : struct
    {
        if (value is not null)
        {
            json.Append(CultureInfo.InvariantCulture, $",\"{name}\":{value}");
        }
    }
}

/// <summary>A line of an order.</summary>
internal sealed record LineSaid(string LineId, string Sku, long Quantity, decimal UnitPrice);

/// <summary>An event of the orders topic.</summary>
internal sealed record OrderSaid(string EventId, string Shop, long At, string OrderId, string Status)
    : Said(Topic.Orders, EventId, Shop, At)
{
    public long? CreateTime { get; init; }

    public long? PaidTime { get; init; }

    public string? Region { get; init; }

    public string? BuyerId { get; init; }

    public string? FulfillmentType { get; init; }

    public string? OrderType { get; init; }

    public long? HandlingDays { get; init; }

    public bool? IsSample { get; init; }

    public long? DispatchDeadline { get; init; }

    public long? DeliverBy { get; init; }

    public LineSaid[]? Lines { get; init; }

    protected override void Write(StringBuilder json)
    {
        Text(json, "order_id", OrderId);
        Text(json, "status", Status);
        Number(json, "create_time", CreateTime);
        Number(json, "paid_time", PaidTime);
        Text(json, "region", Region);
        Text(json, "buyer_id", BuyerId);
        Text(json, "fulfillment_type", FulfillmentType);
        Text(json, "order_type", OrderType);
        Number(json, "handling_days", HandlingDays);
        json.Append(IsSample is { } sample ? $",\"is_sample\":{(sample ? "true" : "false")}" : "");
        Number(json, "tts_sla_time", DispatchDeadline);
        Number(json, "delivery_sla_time", DeliverBy);
        if (Lines is not null)
        {
            var lines = Lines.Select(l => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"line_id":"{{l.LineId}}","sku":"{{l.Sku}}","quantity":{{l.Quantity}},"unit_price":"{{l.UnitPrice}}"}"""));
            json.Append(CultureInfo.InvariantCulture, $",\"lines\":[{string.Join(',', lines)}]");
        }
    }
}

/// <summary>An event of the tracking topic.</summary>
internal sealed record ScanSaid(string EventId, string Shop, long At, string OrderId, string PackageId, string Status)
    : Said(Topic.Tracking, EventId, Shop, At)
{
    protected override void Write(StringBuilder json)
    {
        Text(json, "order_id", OrderId);
        Text(json, "package_id", PackageId);
        Text(json, "status", Status);
    }
}

/// <summary>An event of the stock topic.</summary>
internal sealed record StockSaid(string EventId, string Shop, long At, string Sku, string Warehouse, long OnHand)
    : Said(Topic.Stock, EventId, Shop, At)
{
    public decimal? LeadTimeDays { get; init; }

    public decimal? LeadTimeSdDays { get; init; }

    public (long Quantity, long Eta)[] Inbound { get; init; } = [];

    protected override void Write(StringBuilder json)
    {
        Text(json, "sku", Sku);
        Text(json, "warehouse_id", Warehouse);
        Number<long>(json, "on_hand", OnHand);
        Number(json, "lead_time_days", LeadTimeDays);
        Number(json, "lead_time_sd_days", LeadTimeSdDays);
        if (Inbound.Length > 0)
        {
            var inbound = Inbound.Select(i => $$"""{"quantity":{{i.Quantity}},"eta":{{i.Eta}}}""");
            json.Append(CultureInfo.InvariantCulture, $",\"inbound\":[{string.Join(',', inbound)}]");
        }
    }
}

/// <summary>An event of the ad-spend topic.</summary>
internal sealed record AdSaid(string EventId, string Shop, long At, string Campaign, long Hour, decimal Spend)
    : Said(Topic.AdSpend, EventId, Shop, At)
{
    public string? AdGroup { get; init; }

    public string? Sku { get; init; }

    public string? Region { get; init; }

    public long? Impressions { get; init; }

    public long? Clicks { get; init; }

    public long? Conversions { get; init; }

    public decimal? Gmv { get; init; }

    public long? Revision { get; init; }

    protected override void Write(StringBuilder json)
    {
        Text(json, "campaign_id", Campaign);
        Text(json, "adgroup_id", AdGroup);
        Text(json, "sku", Sku);
        Text(json, "region", Region);
        Number<long>(json, "hour", Hour);
        Number<decimal>(json, "spend", Spend);
        Number(json, "impressions", Impressions);
        Number(json, "clicks", Clicks);
        Number(json, "conversions", Conversions);
        Number(json, "gmv", Gmv);
        Number(json, "revision", Revision);
    }
}

/// <summary>An event of the returns topic: moves the shop's clock.</summary>
internal sealed record ReturnSaid(string EventId, string Shop, long At, string OrderId, string Sku)
    : Said(Topic.Returns, EventId, Shop, At)
{
    protected override void Write(StringBuilder json)
    {
        Text(json, "return_id", "r-" + OrderId);
        Text(json, "order_id", OrderId);
        Text(json, "sku", Sku);
        Number<long>(json, "quantity", 1);
        Text(json, "type", "REFUND_ONLY");
        Text(json, "status", "REQUESTED");
    }
}
