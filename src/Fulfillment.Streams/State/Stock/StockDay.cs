namespace Fulfillment.Streams.State.Stock;

/// <summary>On-hand of one SKU, all warehouses together, over one shop-local day.</summary>
/// <param name="Known">Part of the day with any level known, 0 to 1.</param>
/// <param name="InStock">Part of the day with a known level above 0, 0 to 1.</param>
/// <param name="UnitDays">Integral of the known level over the day, in units × days.</param>
/// <param name="End">Level at the end of the day; null where none is known.</param>
internal readonly record struct StockDay(double Known, double InStock, double UnitDays, long? End);
