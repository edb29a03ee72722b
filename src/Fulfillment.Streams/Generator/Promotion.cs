namespace Fulfillment.Streams.Generator;

/// <summary>Something planned that lifts demand: a live show of an hour or two, or a price promotion of days.</summary>
internal sealed class Promotion
{
    public required ShopModel Shop { get; init; }

    public required int Number { get; init; }

    /// <summary>LIVE or PROMO.</summary>
    public required string Kind { get; init; }

    public required SkuModel[] Skus { get; init; }

    /// <summary>Unix milliseconds; moves when the plan changes.</summary>
    public required long StartsAt { get; set; }

    public required long EndsAt { get; set; }

    /// <summary>Demand for its SKUs against a usual hour, in tenths: 50 to 200 for a live, 15 to 25 for a promotion.</summary>
    public required int UpliftTenths { get; init; }

    public required long SpendCents { get; init; }

    public bool Cancelled { get; set; }

    public bool Live => Kind == "LIVE";

    /// <summary>The campaign its ads and sales are credited to.</summary>
    public required string CampaignId { get; init; }
}
