namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>
/// How demand splits over the week: seven factors that average 1. Divide daily demand by the factor of its day before smoothing,
/// multiply the forecast by the factor of the day forecast. Immutable, safe to share.
/// </summary>
/// <remarks>
/// The factor of a day is its mean demand ÷ the mean of the seven, each pulled towards the overall mean as if two more average
/// weeks had been seen, so that a day seen once does not decide. Source: ratio-to-mean seasonal indices, Silver, Pyke and Thomas,
/// Inventory and Production Management in Supply Chains, 4th ed., section 3.4.3; the pull is additive smoothing.
/// </remarks>
public sealed class DayOfWeekProfile
{
    private const double AverageWeeks = 2;
    private readonly double[] _factor; // Sunday first, as DayOfWeek counts

    private DayOfWeekProfile(double[] factor) => _factor = factor;

    /// <summary>Every day alike.</summary>
    public static DayOfWeekProfile Flat { get; } = new([1, 1, 1, 1, 1, 1, 1]);

    /// <summary>The factor of a day; 0 or more, 1 is average.</summary>
    /// <param name="day">The day of the week in the shop's calendar.</param>
    public double this[DayOfWeek day] => _factor[(int)day];

    /// <summary>Measures a daily series; fewer than 14 days or no demand give <see cref="Flat"/>.</summary>
    /// <param name="series">Units per day, oldest first; finite, 0 or more.</param>
    /// <param name="firstDay">The day of the week of the first number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DayOfWeekProfile Of(ReadOnlySpan<double> series, DayOfWeek firstDay)
    {
        Span<double> units = stackalloc double[7];
        Span<int> days = stackalloc int[7];
        var total = 0.0;
        for (var t = 0; t < series.Length; t++)
        {
            Guard.NotNegative(series[t], nameof(series));
            var day = ((int)firstDay + t) % 7;
            units[day] += series[t];
            days[day]++;
            total += series[t];
        }

        if (series.Length < 14 || total == 0)
        {
            return Flat;
        }

        var average = total / series.Length;
        var factor = new double[7];
        for (var day = 0; day < 7; day++)
        {
            factor[day] = (units[day] + (AverageWeeks * average)) / (days[day] + AverageWeeks);
        }

        var mean = factor.Sum() / 7;
        for (var day = 0; day < 7; day++)
        {
            factor[day] /= mean;
        }

        return new DayOfWeekProfile(factor);
    }
}
