namespace Fulfillment.Streams.Analytics.AdPerformance;

/// <summary>What an hour of ad performance is about; all symbols.</summary>
internal readonly record struct AdCell(int Shop, int Campaign, int Region);
