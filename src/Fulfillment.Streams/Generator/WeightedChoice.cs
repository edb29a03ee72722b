namespace Fulfillment.Streams.Generator;

/// <summary>Draws an index with probability proportional to its weight, in O(log n). Immutable.</summary>
internal sealed class WeightedChoice
{
    private readonly long[] upTo;

    public WeightedChoice(IEnumerable<long> weights)
    {
        var total = 0L;
        upTo = [.. weights.Select(w => total += w)];
    }

    public long Total => upTo[^1];

    public int Draw(DeterministicRandom random)
    {
        var index = Array.BinarySearch(upTo, random.Below(Total));
        return index < 0 ? ~index : index + 1; // a draw equal to a bound belongs to the next index: intervals are half-open
    }

    /// <summary>Zipf's law: the weight of rank r, counted from 1, is 1/r.</summary>
    public static WeightedChoice Zipf(int count) => new(ZipfWeights(count));

    public static IEnumerable<long> ZipfWeights(int count) => Enumerable.Range(1, count).Select(rank => 10_000_000L / rank);
}
