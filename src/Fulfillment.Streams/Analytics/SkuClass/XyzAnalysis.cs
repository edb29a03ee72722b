namespace Fulfillment.Streams.Analytics.SkuClass;

/// <summary>Classes of predictability. Pure and safe to call from any thread.</summary>
public static class XyzAnalysis
{
    private const double SteadyUpTo = 0.5;
    private const double VaryingUpTo = 1.0;

    /// <summary>Coefficient of variation: population standard deviation ÷ mean, weeks without sales included.</summary>
    /// <param name="weeklyUnits">Units per week; finite, 0 or more.</param>
    /// <returns><see cref="double.PositiveInfinity"/> where nothing was sold.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double Variation(ReadOnlySpan<double> weeklyUnits)
    {
        var mean = 0.0;
        var squares = 0.0;
        for (var week = 0; week < weeklyUnits.Length; week++)
        {
            Guard.NotNegative(weeklyUnits[week], nameof(weeklyUnits));
            var delta = weeklyUnits[week] - mean;
            mean += delta / (week + 1);
            squares += delta * (weeklyUnits[week] - mean);
        }

        return mean > 0 ? Math.Sqrt(squares / weeklyUnits.Length) / mean : double.PositiveInfinity;
    }

    /// <summary>The class of a coefficient of variation; a limit belongs to the steadier class.</summary>
    /// <param name="variation">0 or more, see <see cref="Variation"/>.</param>
    public static XyzClass Classify(double variation) => variation switch
    {
        <= SteadyUpTo => XyzClass.X,
        <= VaryingUpTo => XyzClass.Y,
        _ => XyzClass.Z,
    };
}
