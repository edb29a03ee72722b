namespace Fulfillment.Streams.Generator;

/// <summary>
/// A distribution given by a few of its quantiles, straight lines between them: heavy tails without floating point.
/// Immutable.
/// </summary>
internal sealed class Quantiles
{
    private readonly int[] _perMillion;
    private readonly long[] _values;

    /// <summary>Points (probability in thousandths, value), ascending, from 0 to 1000.</summary>
    public Quantiles(params (int PerMille, long Value)[] points)
    {
        _perMillion = [.. points.Select(p => p.PerMille * 1000)];
        _values = [.. points.Select(p => p.Value)];
    }

    /// <summary>The same shape, its values multiplied.</summary>
    public Quantiles Times(long factor) => new([.. _perMillion.Select((p, i) => (p / 1000, _values[i] * factor))]);

    public long Draw(DeterministicRandom random)
    {
        var at = random.Below(1_000_000);
        var i = 1;
        while (_perMillion[i] <= at)
            i++;

        var width = _perMillion[i] - _perMillion[i - 1];
        return _values[i - 1] + ((_values[i] - _values[i - 1]) * (at - _perMillion[i - 1]) / width);
    }
}
