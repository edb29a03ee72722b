namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>A line through samples by least squares.</summary>
/// <param name="Mean">The mean of the values.</param>
/// <param name="PerHour">Its slope.</param>
/// <param name="Error">The standard error of the slope, per hour, as if samples were independent.</param>
internal readonly record struct Trend(double Mean, double PerHour, double Error)
{
    /// <summary>The line through at least three values over time.</summary>
    public static Trend Of(IReadOnlyList<Sample> samples, Func<Sample, long> value)
    {
        var (hour, mean) = (samples.Average(s => s.At.TotalHours), samples.Average(s => (double)value(s)));
        var square = samples.Sum(s => (s.At.TotalHours - hour) * (s.At.TotalHours - hour));
        var slope = samples.Sum(s => (s.At.TotalHours - hour) * (value(s) - mean)) / square;
        var rest = samples.Sum(s => Math.Pow(value(s) - mean - (slope * (s.At.TotalHours - hour)), 2)) / (samples.Count - 2);
        return new Trend(mean, slope, Math.Sqrt(rest / square));
    }
}
