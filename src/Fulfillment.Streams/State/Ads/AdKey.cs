namespace Fulfillment.Streams.State.Ads;

/// <summary>What one ad-spend record is about; all but the hour are symbols, empty where the event did not say.</summary>
internal readonly record struct AdKey(int Campaign, int AdGroup, int Sku, int Region, long Hour);
