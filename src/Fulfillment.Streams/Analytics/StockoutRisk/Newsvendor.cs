using MathNet.Numerics.Distributions;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// The quantity that balances the cost h of each unit left over against the penalty p of each unit short:
/// the smallest S with P(D ≤ S) ≥ p/(p+h). Its cost is h·E[(S−D)⁺] + p·E[(D−S)⁺].
/// </summary>
/// <remarks>
/// With a lead time of L periods, S covers demand over L+1 periods (review plus lead), whose mean and variance are L+1 times
/// those of one period. Source: Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd ed., sections 4.3 and 4.4.
/// </remarks>
public static class Newsvendor
{
    // A critical ratio such as .8 built up from decimal fractions misses by an ulp or two; without slack the answer would jump a unit.
    internal const double RatioSlack = 1e-12;

    // Up to here P(D = 0) is a normal double and the sum of the leftovers exact to the last digits; the tails are good to 12 or 13.
    private const double SumUpToMean = 700;

    /// <summary>Normal demand: S = m + z·s, cost = (h+p)·s·φ(z), z the quantile of p/(p+h).</summary>
    /// <param name="holding">h, cost per unit left over; finite, above 0.</param>
    /// <param name="penalty">p, cost per unit short; finite, above 0.</param>
    /// <param name="mean">m, units per period; finite, 0 or more.</param>
    /// <param name="sd">s, units per period; finite, 0 or more.</param>
    /// <param name="leadTime">L, periods; finite, 0 or more.</param>
    /// <returns>The unrounded optimum; below 0 where a wide distribution meets a low penalty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static NewsvendorOrder ForNormal(double holding, double penalty, double mean, double sd, double leadTime = 0)
    {
        var ratio = CriticalRatio(holding, penalty);
        Guard.NotNegative(mean);
        Guard.NotNegative(sd);
        Guard.NotNegative(leadTime);
        var periods = leadTime + 1;
        var spread = sd * Math.Sqrt(periods);
        var z = Normal.InvCDF(0, 1, ratio);
        return new NewsvendorOrder((mean * periods) + (z * spread), (holding + penalty) * spread * Normal.PDF(0, 1, z));
    }

    /// <summary>Poisson demand; S is a whole number.</summary>
    /// <param name="holding">h, cost per unit left over; finite, above 0.</param>
    /// <param name="penalty">p, cost per unit short; finite, above 0.</param>
    /// <param name="mean">Units per period; 0 or more, at most 10¹⁵ over L+1 periods.</param>
    /// <param name="leadTime">L, periods; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static NewsvendorOrder ForPoisson(double holding, double penalty, double mean, double leadTime = 0)
    {
        var ratio = CriticalRatio(holding, penalty);
        Guard.NotNegative(mean);
        Guard.NotNegative(leadTime);
        var total = mean * (leadTime + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, 1e15, nameof(mean));

        var allowedAbove = 1 - ratio + RatioSlack;
        var low = -1.0; // P(D > low) is above what is allowed, P(D > high) is not.
        var high = 1.0;
        while (PoissonTail.Above(high, total) > allowedAbove)
        {
            (low, high) = (high, (high * 2) + 1);
        }

        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = PoissonTail.Above(middle, total) > allowedAbove ? (middle, high) : (low, middle);
        }

        return new NewsvendorOrder(high, PoissonCost(holding, penalty, total, high));
    }

    /// <summary>Demand of whole units with given probabilities.</summary>
    /// <param name="holding">h, cost per unit left over; finite, above 0.</param>
    /// <param name="penalty">p, cost per unit short; finite, above 0.</param>
    /// <param name="demand">Demand of one period.</param>
    /// <param name="leadTime">L, whole periods, 0 or more: demand is the sum of L+1 independent periods.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static NewsvendorOrder ForDiscrete(double holding, double penalty, DiscreteDemand demand, int leadTime = 0)
    {
        var ratio = CriticalRatio(holding, penalty);
        var total = demand.OverPeriods(leadTime + 1);
        var quantity = total.Quantile(ratio - RatioSlack);
        return new NewsvendorOrder(quantity, total.ExpectedCost(holding, penalty, quantity));
    }

    /// <summary>h·E[(S−D)⁺] + p·E[(D−S)⁺] of stocking a whole number S against Poisson demand.</summary>
    /// <param name="holding">h, cost per unit left over; finite, above 0.</param>
    /// <param name="penalty">p, cost per unit short; finite, above 0.</param>
    /// <param name="mean">Units; finite, 0 or more.</param>
    /// <param name="quantity">S, a whole number, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double PoissonCost(double holding, double penalty, double mean, double quantity)
    {
        Guard.Positive(holding);
        Guard.Positive(penalty);
        Guard.NotNegative(mean);
        Guard.NotNegative(quantity);
        if (mean <= SumUpToMean)
        {
            return SummedPoissonCost(holding, penalty, mean, quantity);
        }

        // d·P(D=d) = m·P(D=d−1), so the expected shortage needs two tails and no sum.
        var shortage = Math.Max(0, (mean * PoissonTail.Above(quantity - 1, mean)) - (quantity * PoissonTail.Above(quantity, mean)));
        return (holding * (quantity - mean)) + ((holding + penalty) * shortage);
    }

    private static double SummedPoissonCost(double holding, double penalty, double mean, double quantity)
    {
        var leftover = 0.0;
        var probability = Math.Exp(-mean);
        for (var d = 0.0; d < quantity && probability > 0; probability *= mean / ++d)
        {
            leftover += (quantity - d) * probability;
        }

        return (holding * leftover) + (penalty * Math.Max(0, mean - quantity + leftover));
    }

    private static double CriticalRatio(double holding, double penalty)
    {
        Guard.Positive(holding);
        Guard.Positive(penalty);
        return penalty / (penalty + holding);
    }
}
