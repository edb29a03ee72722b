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
