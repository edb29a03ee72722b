namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>What to have in stock for one period, and what that is expected to cost.</summary>
/// <param name="Quantity">Units.</param>
/// <param name="Cost">Expected holding plus penalty cost, in the currency of the two rates.</param>
public readonly record struct NewsvendorOrder(double Quantity, double Cost);
