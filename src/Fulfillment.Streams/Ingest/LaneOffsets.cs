namespace Fulfillment.Streams.Ingest;

/// <summary>
/// Where a lane stands in each of its topic partitions: the next offset to read per topic, <see cref="Unknown"/>
/// where nothing was ever applied. Immutable.
/// </summary>
public sealed class LaneOffsets
{
    /// <summary>No position known: the source starts at its own beginning.</summary>
    public const long Unknown = -1;

    /// <summary>A lane that has read nothing.</summary>
    public static readonly LaneOffsets None = new(Enumerable.Repeat(Unknown, TopicNames.Count).ToArray());

    private readonly long[] next;

    /// <summary>Takes one next offset per topic, in the order of <see cref="Topic"/>.</summary>
    public LaneOffsets(ReadOnlySpan<long> next)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(next.Length, TopicNames.Count);
        this.next = next.ToArray();
    }

    /// <summary>The next offset to read of a topic.</summary>
    public long this[Topic topic] => next[(int)topic];

    /// <summary>The same offsets with one topic moved.</summary>
    public LaneOffsets With(Topic topic, long offset)
    {
        var copy = new LaneOffsets(next);
        copy.next[(int)topic] = offset;
        return copy;
    }
}
