namespace Fulfillment.Streams.Analytics.AdWaste;

/// <summary>
/// Advertising that keeps working after the day it was paid for: A_t = x_t + θ·A_{t−1}, A before the series being 0.
/// Source: Broadbent, One way TV advertisements work, Journal of the Market Research Society 21(3), 1979.
/// </summary>
/// <remarks>[100, 0, 50, 0] with θ = 0.5 becomes [100, 50, 75, 37.5]. Pure and safe to call from any thread.</remarks>
public static class Adstock
{
    /// <summary>The adstock of today given today's spend and yesterday's adstock.</summary>
    /// <param name="theta">θ, the share that carries over to the next period; 0 to below 1.</param>
    /// <param name="spend">x_t, any finite unit.</param>
    /// <param name="before">A_{t−1}, the unit of <paramref name="spend"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Next(double theta, double spend, double before)
    {
        Check(theta);
        Guard.Finite(spend);
        Guard.Finite(before);
        return spend + (theta * before);
    }

    /// <summary>Adstocks a whole series.</summary>
    /// <param name="theta">θ, 0 to below 1.</param>
    /// <param name="spend">x, oldest first, finite numbers.</param>
    /// <returns>A, as long as <paramref name="spend"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double[] Of(double theta, ReadOnlySpan<double> spend)
    {
        Check(theta);
        var stock = new double[spend.Length];
        var before = 0.0;
        for (var t = 0; t < spend.Length; t++)
        {
            Guard.Finite(spend[t], nameof(spend));
            stock[t] = before = spend[t] + (theta * before);
        }

        return stock;
    }

    private static void Check(double theta)
    {
        if (!(theta >= 0 && theta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(theta), theta, "must be 0 or more and below 1");
        }
    }
}
