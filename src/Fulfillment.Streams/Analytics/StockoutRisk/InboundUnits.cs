namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>A replenishment on its way.</summary>
/// <param name="Quantity">Units; finite, 0 or more.</param>
/// <param name="InDays">Days from now until it can be sold; finite, 0 or more. An overdue delivery counts as 0.</param>
public readonly record struct InboundUnits(double Quantity, double InDays);
