namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>One line of an order.</summary>
internal sealed record OrderEventLine
{
    public required string LineId { get; init; }

    public required string Sku { get; init; }

    public required long Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public string? CampaignId { get; init; }
}
