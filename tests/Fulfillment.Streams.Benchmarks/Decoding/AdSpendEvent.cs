using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Benchmarks.Decoding;

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
