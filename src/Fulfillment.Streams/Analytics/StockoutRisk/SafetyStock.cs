using MathNet.Numerics.Distributions;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>Stock kept against demand and lead time that turn out larger than expected.</summary>
/// <remarks>
/// Safety stock = z·√(L·σd² + d²·σL²), z the standard normal quantile of the cycle service level.
/// Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., sections 6.7 and 6.10.
/// </remarks>
public static class SafetyStock
{
    /// <summary>√(L·σd² + d²·σL²), the standard deviation of demand over lead time, units.</summary>
    /// <param name="demandMean">d, units per day; finite, 0 or more.</param>
    /// <param name="demandSd">σd, units per day; finite, 0 or more.</param>
    /// <param name="leadMean">L, days; finite, 0 or more.</param>
    /// <param name="leadSd">σL, days; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative, infinite or not a number.</exception>
    public static double DemandSdOverLead(double demandMean, double demandSd, double leadMean, double leadSd)
    {
        Guard.NotNegative(demandMean);
        Guard.NotNegative(demandSd);
        Guard.NotNegative(leadMean);
        Guard.NotNegative(leadSd);
        return Math.Sqrt((leadMean * demandSd * demandSd) + (demandMean * demandMean * leadSd * leadSd));
    }

    /// <summary>z·σ: the units that cover demand over lead time with probability <paramref name="serviceLevel"/>.</summary>
    /// <param name="serviceLevel">Probability of no stock-out in a cycle, strictly between 0 and 1; below 0.5 the result is negative.</param>
    /// <param name="demandSdOverLead">σ, units; see <see cref="DemandSdOverLead"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Units(double serviceLevel, double demandSdOverLead)
    {
        Guard.OpenUnit(serviceLevel);
        Guard.NotNegative(demandSdOverLead);
        return Normal.InvCDF(0, 1, serviceLevel) * demandSdOverLead;
    }
}
