using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>What a .NET team would declare for the <c>orders</c> topic.</summary>
internal sealed record OrderEvent
{
    public required string EventId { get; init; }

    public required string ShopId { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    public required string OrderId { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? PaidTime { get; init; }

    public string? Region { get; init; }

    public string? BuyerId { get; init; }

    public string? FulfillmentType { get; init; }

    public string? ShippingType { get; init; }

    public string? OrderType { get; init; }

    public int? HandlingDays { get; init; }

    public DateTimeOffset? ReleaseTime { get; init; }

    public bool? IsSample { get; init; }

    public string? WarehouseId { get; init; }

    public string? Currency { get; init; }

    public DateTimeOffset? TtsSlaTime { get; init; }

    public DateTimeOffset? DeliverySlaTime { get; init; }

    public string? CancelInitiator { get; init; }

    public string? CancelReason { get; init; }

    public IReadOnlyList<OrderEventLine>? Lines { get; init; }
}

/// <summary>One line of an order.</summary>
internal sealed record OrderEventLine
{
    public required string LineId { get; init; }

    public required string Sku { get; init; }

    public required long Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public string? CampaignId { get; init; }
}

/// <summary>The <c>tracking</c> topic.</summary>
internal sealed record TrackingEvent
{
    public required string EventId { get; init; }

    public required string ShopId { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    public required string OrderId { get; init; }

    public required string PackageId { get; init; }

    public string? Carrier { get; init; }

    public string? TrackingNumber { get; init; }

    public required string Status { get; init; }

    public string? Description { get; init; }

    public string? Location { get; init; }

    public IReadOnlyList<string>? Lines { get; init; }
}

/// <summary>The <c>ad-spend</c> topic.</summary>
internal sealed record AdSpendEvent
{
    public required string EventId { get; init; }

    public required string ShopId { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    public required string CampaignId { get; init; }

    [JsonPropertyName("adgroup_id")]
    public string? AdGroupId { get; init; }

    public string? Sku { get; init; }

    public string? Region { get; init; }

    public required DateTimeOffset Hour { get; init; }

    public required decimal Spend { get; init; }

    public long? Impressions { get; init; }

    public long? Clicks { get; init; }

    public long? Conversions { get; init; }

    public decimal? Gmv { get; init; }

    public string? Currency { get; init; }

    public long? Revision { get; init; }

    public string? Kind { get; init; }
}

/// <summary>Serialization code made at build time, as the documentation recommends for speed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(TrackingEvent))]
[JsonSerializable(typeof(AdSpendEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
