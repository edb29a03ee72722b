using MathNet.Numerics;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>Upper tail of the negative binomial distribution given by mean and variance.</summary>
public static class NegativeBinomialTail
{
    // Closer to Poisson than this, r = m²/(v−m) is so large that the incomplete beta function loses digits:
    // at v/m − 1 = 1e-12 it is off by 0.37. The sum below is exact there and short.
    private const double SumBelowDispersion = 0.01;

    /// <summary>
    /// P(X &gt; k) for the negative binomial with mean m and variance v, v &gt; m &gt; 0: the regularised incomplete beta
    /// function I(k+1, r; (v−m)/v) with real r = m²/(v−m). Error below 1e-11 for means below 400.
    /// </summary>
    /// <param name="k">A whole number; below 0 the answer is 1.</param>
    /// <param name="mean">m, finite, above 0.</param>
    /// <param name="variance">v, finite, above <paramref name="mean"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Above(double k, double mean, double variance)
    {
        Guard.Finite(k);
        Guard.Positive(mean);
        Guard.Positive(variance);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variance, mean);
        if (k < 0)
        {
            return 1;
        }

        var excess = variance - mean;
        return excess / mean < SumBelowDispersion
            ? Sum(k, mean, excess / mean)
            : Math.Clamp(SpecialFunctions.BetaRegularized(k + 1, mean * (mean / excess), excess / variance), 0, 1);
    }

    // Recurrence in δ = v/m − 1 alone: p(0) = (1+δ)^(−m/δ), p(j+1)/p(j) = (m + jδ) / ((1+δ)(j+1)); no r, so no cancellation.
    private static double Sum(double k, double mean, double dispersion)
    {
        var growth = 1 / (1 + dispersion);
        var p = Math.Exp(-mean * LogOnePlus(dispersion) / dispersion);
        var below = 0.0;
        var j = 0.0;
        for (; j <= k; j++)
        {
            below += p;
            p *= (mean + (j * dispersion)) * growth / (j + 1);
            if (p == 0)
            {
                return 0;
            }
        }

        if (k < mean)
        {
            return Math.Clamp(1 - below, 0, 1);
        }

        var above = 0.0;
        for (; above + p > above; j++)
        {
            above += p;
            p *= (mean + (j * dispersion)) * growth / (j + 1);
        }

        return above;
    }

    // log(1+x) for 0 < x < 0.01 without losing the digits of x; six terms leave an error below 1e-17.
    private static double LogOnePlus(double x)
    {
        var sum = 0.0;
        for (var n = 9; n >= 1; n--)
        {
            sum = ((n % 2 == 1 ? 1.0 : -1.0) / n) + (x * sum);
        }

        return x * sum;
    }
}
