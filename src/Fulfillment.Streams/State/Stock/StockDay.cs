namespace Fulfillment.Streams.State.Stock;

/// <summary>On-hand of one SKU, all warehouses together, over a shop-local day or several.</summary>
/// <param name="Known">Days with any level known, parts of days included.</param>
/// <param name="InStock">Days with a known level above 0, parts of days included.</param>
/// <param name="UnitDays">Integral of the known level, in units × days.</param>
internal readonly record struct StockDay(double Known, double InStock, double UnitDays);
