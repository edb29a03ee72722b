namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>Demand of whole units with a probability for each count. Immutable, safe to share.</summary>
public sealed class DiscreteDemand
{
    /// <summary>The largest demand a distribution may hold, units; bounds memory and the work of summing periods.</summary>
    public const int MaxUnits = 50_000;

    private const double SumTolerance = 1e-6;
    private readonly double[] _probability; // by units, 0 to the largest

    private DiscreteDemand(double[] probability) => _probability = probability;

    /// <summary>Expected units.</summary>
    public double Mean => Sum(static (p, units) => p * units);

    /// <summary>Builds a distribution; probabilities of the same count add up.</summary>
    /// <param name="masses">
    /// Units 0 to <see cref="MaxUnits"/>, probabilities 0 to 1. Their sum must be 1 within 1e-6; what rounding left is scaled away.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A count or probability is outside its range, or they do not sum to 1.</exception>
    public static DiscreteDemand Of(IReadOnlyCollection<KeyValuePair<int, double>> masses)
    {
        var probability = new double[masses.Count == 0 ? 0 : Math.Clamp(masses.Max(m => m.Key), 0, MaxUnits) + 1];
        foreach (var (units, p) in masses)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(units, nameof(masses));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(units, MaxUnits, nameof(masses));
            Guard.NotNegative(p, nameof(masses));
            probability[units] += p;
        }

        var total = probability.Sum();
        if (!(Math.Abs(total - 1) <= SumTolerance))
        {
            throw new ArgumentOutOfRangeException(nameof(masses), total, "the probabilities must sum to 1");
        }

        if (Math.Abs(total - 1) > Newsvendor.RatioSlack)
        {
            for (var i = 0; i < probability.Length; i++)
            {
                probability[i] /= total;
            }
        }

        return new DiscreteDemand(probability);
    }

    /// <summary>The sum of <paramref name="periods"/> independent periods (convolution).</summary>
    /// <param name="periods">1 or more; the largest sum may not pass <see cref="MaxUnits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is outside its range.</exception>
    public DiscreteDemand OverPeriods(int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        var largest = (long)(_probability.Length - 1) * periods;
        if (largest > MaxUnits)
        {
            throw new ArgumentOutOfRangeException(nameof(periods), periods, $"demand over all periods may reach at most {MaxUnits} units, here {largest}");
        }

        var sum = _probability;
        for (var i = 1; i < periods; i++)
        {
            sum = Convolve(sum, _probability);
        }

        return new DiscreteDemand(sum);
    }

    /// <summary>P(demand = <paramref name="units"/>).</summary>
    /// <param name="units">Any number; outside the distribution the answer is 0.</param>
    public double Probability(int units) => (uint)units < (uint)_probability.Length ? _probability[units] : 0;

    /// <summary>The smallest count with positive probability and P(demand ≤ count) ≥ <paramref name="level"/>.</summary>
    /// <param name="level">At most 1.</param>
    public int Quantile(double level)
    {
        var cumulated = 0.0;
        var last = 0;
        for (var units = 0; units < _probability.Length; units++)
        {
            if (_probability[units] == 0)
            {
                continue;
            }

            last = units;
            cumulated += _probability[units];
            if (cumulated >= level)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>h·E[(S−D)⁺] + p·E[(D−S)⁺].</summary>
    /// <param name="holding">h, cost per unit left over.</param>
    /// <param name="penalty">p, cost per unit short.</param>
    /// <param name="quantity">S, units.</param>
    public double ExpectedCost(double holding, double penalty, double quantity) =>
        Sum((p, units) => p * (units < quantity ? holding * (quantity - units) : penalty * (units - quantity)));

    private static double[] Convolve(double[] a, double[] b)
    {
        var sum = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; a[i] > 0 && j < b.Length; j++)
            {
                sum[i + j] += a[i] * b[j];
            }
        }

        return sum;
    }

    private double Sum(Func<double, int, double> term)
    {
        var sum = 0.0;
        for (var units = 0; units < _probability.Length; units++)
        {
            sum += term(_probability[units], units);
        }

        return sum;
    }
}
