namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>How often and how evenly something is bought.</summary>
/// <param name="AverageInterval">ADI: periods ÷ periods with demand, 1 or more; infinite without demand.</param>
/// <param name="SquaredVariation">CV²: (population standard deviation ÷ mean)² of the demands that are not 0; 0 without demand.</param>
public readonly record struct DemandProfile(double AverageInterval, double SquaredVariation)
{
    /// <summary>From this average interval on, demand is intermittent, periods.</summary>
    public const double IntermittentFrom = 1.32;

    /// <summary>From this CV² on, demand sizes vary.</summary>
    public const double VariableFrom = 0.49;

    /// <summary>Whether Croston's family of methods applies.</summary>
    public bool IsIntermittent => AverageInterval >= IntermittentFrom;

    /// <summary>The quadrant.</summary>
    public DemandPattern Pattern => (IsIntermittent, SquaredVariation >= VariableFrom) switch
    {
        (false, false) => DemandPattern.Smooth,
        (true, false) => DemandPattern.Intermittent,
        (false, true) => DemandPattern.Erratic,
        _ => DemandPattern.Lumpy,
    };

    /// <summary>Measures a series.</summary>
    /// <param name="series">Units per period; finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DemandProfile Of(ReadOnlySpan<double> series)
    {
        var count = 0;
        var mean = 0.0;
        var squares = 0.0; // Welford: stays accurate where the mean is large beside the spread
        foreach (var demand in series)
        {
            Guard.NotNegative(demand, nameof(series));
            if (demand > 0)
            {
                count++;
                var delta = demand - mean;
                mean += delta / count;
                squares += delta * (demand - mean);
            }
        }

        return count == 0
            ? new DemandProfile(double.PositiveInfinity, 0)
            : new DemandProfile((double)series.Length / count, squares / count / (mean * mean));
    }
}
