namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>What one SKU sold on one shop-local day.</summary>
/// <param name="Day">Shop-local day, days since 1970-01-01.</param>
/// <param name="Lines">Order lines that contribute; the day is forgotten when the last is taken back.</param>
/// <param name="Units">Units sold.</param>
/// <param name="Revenue">Micros.</param>
internal readonly record struct SalesDay(int Day, int Lines, long Units, long Revenue);
