namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>The stock position at which to order again.</summary>
public static class ReorderPoint
{
    /// <summary>
    /// d·L + safety stock, units: expected demand until the replenishment arrives, plus what guards against more.
    /// Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., section 6.7.
    /// </summary>
    /// <param name="demandMean">d, units per day; finite, 0 or more.</param>
    /// <param name="leadMean">L, days; finite, 0 or more.</param>
    /// <param name="safetyStock">Units, finite; see <see cref="SafetyStock.Units"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Units(double demandMean, double leadMean, double safetyStock)
    {
        Guard.NotNegative(demandMean);
        Guard.NotNegative(leadMean);
        Guard.Finite(safetyStock);
        return (demandMean * leadMean) + safetyStock;
    }
}
