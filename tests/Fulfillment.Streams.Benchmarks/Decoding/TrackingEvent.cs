namespace Fulfillment.Streams.Benchmarks.Decoding;

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
