namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>What advertising adds to demand: units = base + slope × adstocked spend, by least squares. Immutable.</summary>
/// <param name="BaseUnits">Units per period without advertising; 0 or more.</param>
/// <param name="UnitsPerSpend">Units per unit of adstocked spend; 0 or more, 0 where the data show no effect.</param>
/// <param name="MeanUnits">Mean demand of the periods fitted, units.</param>
public readonly record struct AdUplift(double BaseUnits, double UnitsPerSpend, double MeanUnits)
{
    /// <summary>Fewer periods than this say nothing about advertising.</summary>
    public const int MinPeriods = 14;

    /// <summary>
    /// Fits demand to adstocked spend. Advertising never lowers demand: a negative slope counts as none, and a negative base as 0
    /// with the slope through the origin.
    /// </summary>
    /// <param name="adstock">Adstocked spend per period; finite, 0 or more.</param>
    /// <param name="demand">Units per period, as many; finite, 0 or more.</param>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static AdUplift Fit(ReadOnlySpan<double> adstock, ReadOnlySpan<double> demand)
    {
        if (adstock.Length != demand.Length)
        {
            throw new ArgumentException($"must be as long as {nameof(adstock)}", nameof(demand));
        }

        double spend = 0, units = 0;
        for (var t = 0; t < demand.Length; t++)
        {
            Guard.NotNegative(adstock[t], nameof(adstock));
            Guard.NotNegative(demand[t], nameof(demand));
            spend += (adstock[t] - spend) / (t + 1);
            units += (demand[t] - units) / (t + 1);
        }

        double square = 0, product = 0;
        for (var t = 0; t < demand.Length; t++)
        {
            square += (adstock[t] - spend) * (adstock[t] - spend);
            product += (adstock[t] - spend) * (demand[t] - units);
        }

        if (demand.Length < MinPeriods || square == 0 || product <= 0)
        {
            return new AdUplift(units, 0, units);
        }

        var slope = product / square;
        return units >= slope * spend
            ? new AdUplift(units - (slope * spend), slope, units)
            : new AdUplift(0, units / spend, units);
    }

    /// <summary>Demand at a level of adstocked spend ÷ mean demand: what to multiply a forecast of mean demand by.</summary>
    /// <param name="adstock">Adstocked spend of the period forecast; finite, 0 or more.</param>
    /// <returns>0 or more; 1 where nothing was sold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="adstock"/> is outside its range.</exception>
    public double Factor(double adstock)
    {
        Guard.NotNegative(adstock);
        return MeanUnits > 0 ? (BaseUnits + (UnitsPerSpend * adstock)) / MeanUnits : 1;
    }
}
