using MathNet.Numerics.Distributions;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// Units demanded while waiting for a replenishment, and how likely they exceed a level.
/// Immutable; about 2 µs per probability.
/// </summary>
/// <remarks>
/// Mean m and variance v choose the distribution: v ≤ m is Poisson(m); v &gt; m with m &lt; 400 is the negative binomial
/// with those moments (real-valued r = m²/(v−m), success probability m/v); otherwise normal.
/// </remarks>
/// <param name="Mean">m, units; finite, 0 or more.</param>
/// <param name="Variance">v, units²; finite, 0 or more.</param>
public readonly record struct DemandOverLeadTime(double Mean, double Variance)
{
    /// <summary>From this mean on, over-dispersed demand is treated as normal, units.</summary>
    public const double NormalFromMean = 400;

    /// <summary>The family the moments select.</summary>
    public DemandDistribution Kind => Variance <= Mean ? DemandDistribution.Poisson
        : Mean < NormalFromMean ? DemandDistribution.NegativeBinomial
        : DemandDistribution.Normal;

    /// <summary>The family's name as the views show it: <c>poisson</c>, <c>negative_binomial</c> or <c>normal</c>.</summary>
    public string Distribution => Kind switch
    {
        DemandDistribution.Poisson => "poisson",
        DemandDistribution.NegativeBinomial => "negative_binomial",
        _ => "normal",
    };

    /// <summary>Demand over lead time given its own moments.</summary>
    /// <param name="mean">Units; finite, 0 or more.</param>
    /// <param name="variance">Units²; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A moment is negative, infinite or not a number.</exception>
    public static DemandOverLeadTime FromMoments(double mean, double variance)
    {
        Guard.NotNegative(mean);
        Guard.NotNegative(variance);
        return new DemandOverLeadTime(mean, variance);
    }

    /// <summary>
    /// Demand over an uncertain lead time: m = d·L, v = L·σd² + d²·σL² (demand of different days and the lead time independent).
    /// Source: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., section 6.10.
    /// </summary>
    /// <param name="demandPerDay">d, units per day; finite, 0 or more.</param>
    /// <param name="demandVariancePerDay">σd², units² per day; finite, 0 or more.</param>
    /// <param name="leadDays">L, days; finite, 0 or more.</param>
    /// <param name="leadSdDays">σL, days; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative, infinite or not a number, or their product overflows.</exception>
    public static DemandOverLeadTime From(double demandPerDay, double demandVariancePerDay, double leadDays, double leadSdDays)
    {
        Guard.NotNegative(demandPerDay);
        Guard.NotNegative(demandVariancePerDay);
        Guard.NotNegative(leadDays);
        Guard.NotNegative(leadSdDays);
        var leadUnits = demandPerDay * leadSdDays;
        return FromMoments(demandPerDay * leadDays, (leadDays * demandVariancePerDay) + (leadUnits * leadUnits));
    }

    /// <summary>
    /// P(demand &gt; <paramref name="units"/>): the stock-out probability when <paramref name="units"/> is on hand plus
    /// what arrives within the lead time. Demand equal to the stock is not a stock-out.
    /// </summary>
    /// <param name="units">
    /// Finite. Poisson and negative binomial demand comes in whole units, so 100.7 counts as 100. Below 0 the answer is 1:
    /// what is already promised cannot be served, whatever demand does.
    /// </param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is infinite or not a number.</exception>
    public double ProbabilityAbove(double units)
    {
        Guard.Finite(units);
        if (units < 0)
        {
            return 1;
        }

        if (Mean == 0)
        {
            return 0;
        }

        return Kind switch
        {
            DemandDistribution.Poisson => PoissonTail.Above(Math.Floor(units), Mean),
            DemandDistribution.NegativeBinomial => NegativeBinomialTail.Above(Math.Floor(units), Mean, Variance),
            _ => Normal.CDF(0, 1, (Mean - units) / Math.Sqrt(Variance)),
        };
    }
}
