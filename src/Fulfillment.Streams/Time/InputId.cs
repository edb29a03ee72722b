namespace Fulfillment.Streams.Time;

/// <summary>One input of a lane: a partition of a topic. Ordered by topic (ordinal), then partition.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partition">The partition's index, from 0.</param>
public readonly record struct InputId(string Topic, int Partition) : IComparable<InputId>
{
    /// <inheritdoc/>
    public int CompareTo(InputId other)
    {
        var byTopic = string.CompareOrdinal(Topic, other.Topic);
        return byTopic != 0 ? byTopic : Partition.CompareTo(other.Partition);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Partition}]";

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(InputId left, InputId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts before or with <paramref name="right"/>.</summary>
    public static bool operator <=(InputId left, InputId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(InputId left, InputId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts after or with <paramref name="right"/>.</summary>
    public static bool operator >=(InputId left, InputId right) => left.CompareTo(right) >= 0;
}
