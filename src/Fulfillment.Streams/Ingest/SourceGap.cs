namespace Fulfillment.Streams.Ingest;

/// <summary>Records between two offsets of a topic partition that a lane was to read, or had read, and the source does not have.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, which is also the lane.</param>
/// <param name="From">The first offset missing.</param>
/// <param name="To">Past the last offset missing.</param>
/// <param name="Cause">Why.</param>
public readonly record struct SourceGap(Topic Topic, int Partition, long From, long To, GapCause Cause)
{
    /// <summary>How much is missing at most: records on Kafka, bytes in the embedded log, which does not count records.</summary>
    public long Size => To - From;
}
