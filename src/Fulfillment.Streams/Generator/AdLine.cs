namespace Fulfillment.Streams.Generator;

/// <summary>One line of a shop's hourly ad report: a campaign in a region, or everywhere.</summary>
/// <param name="Shop">Who pays.</param>
/// <param name="Kind">AD, GMV_MAX or LIVE.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="AdGroupId">Null where the platform does not split the campaign.</param>
/// <param name="Sku">Null where it advertises the shop as a whole.</param>
/// <param name="Region">Null for the whole country.</param>
/// <param name="HourlyCents">Mean spend an hour.</param>
internal sealed record AdLine(ShopModel Shop, string Kind, string CampaignId, string? AdGroupId, SkuModel? Sku, string? Region, long HourlyCents);
