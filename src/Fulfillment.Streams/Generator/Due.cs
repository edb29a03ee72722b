namespace Fulfillment.Streams.Generator;

/// <summary>When something is due, ties in the order they were made: a queue ordered by it never depends on its own layout.</summary>
internal readonly record struct Due(long UnixMs, long Sequence) : IComparable<Due>
{
    public int CompareTo(Due other) => UnixMs != other.UnixMs ? UnixMs.CompareTo(other.UnixMs) : Sequence.CompareTo(other.Sequence);
}
