namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>When a SKU runs out; <see cref="double.PositiveInfinity"/> stands for never.</summary>
/// <param name="First">Days from now until the shelf is first empty.</param>
/// <param name="Final">Days from now until it is empty with nothing more on the way; never before <paramref name="First"/>.</param>
public readonly record struct SellsOutDays(double First, double Final);
