using System.Globalization;

namespace Fulfillment.Streams.Mutants.Trials;

/// <summary>What a test did while no fault was on.</summary>
/// <param name="Name">Full name of the method.</param>
/// <param name="Seconds">Of processor time.</param>
/// <param name="Reached">Numbers of the faults whose places it executed.</param>
internal sealed record TracedTest(string Name, double Seconds, int[] Reached)
{
    public string Format() => string.Create(CultureInfo.InvariantCulture, $"{Name}\t{Seconds:F4}\t{string.Join(',', Reached)}");

    public static TracedTest Parse(string line)
    {
        var parts = line.Split('\t');
        return new TracedTest(
            parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture),
            [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);
    }
}
