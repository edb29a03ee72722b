namespace Fulfillment.Streams.Generator;

/// <summary>
/// A distribution given by a few of its quantiles, straight lines between them: heavy tails without floating point.
/// Immutable.
/// </summary>
internal sealed class Quantiles
{
    private readonly int[] perMillion;
    private readonly long[] values;

    /// <summary>Points (probability in thousandths, value), ascending, from 0 to 1000.</summary>
    public Quantiles(params (int PerMille, long Value)[] points)
    {
        perMillion = [.. points.Select(p => p.PerMille * 1000)];
        values = [.. points.Select(p => p.Value)];
    }

    /// <summary>The same shape, its values multiplied.</summary>
    public Quantiles Times(long factor) => new([.. perMillion.Select((p, i) => (p / 1000, values[i] * factor))]);

    public long Draw(DeterministicRandom random)
    {
        var at = random.Below(1_000_000);
        var i = 1;
        while (perMillion[i] <= at)
            i++;

        var width = perMillion[i] - perMillion[i - 1];
        return values[i - 1] + ((values[i] - values[i - 1]) * (at - perMillion[i - 1]) / width);
    }
}
