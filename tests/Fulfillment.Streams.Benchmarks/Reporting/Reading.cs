namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>One quantity of one contender, run by run.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Unit">Of what, such as <c>events/s</c>.</param>
/// <param name="Runs">A figure per run, in the order they were made.</param>
internal sealed record Reading(string Contender, string Unit, IReadOnlyList<double> Runs)
{
    /// <summary>The middle one; of an even number, the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            var sorted = Runs.Order().ToArray();
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Least and greatest, which say how far to trust the median.</summary>
    public double Least => Runs.Min();

    /// <inheritdoc cref="Least"/>
    public double Greatest => Runs.Max();
}
