using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>A step of a topic partition's offsets that is not to the next one, judged by what the broker says it holds.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Expected">The offset that was to come.</param>
/// <param name="Arrived">The offset that came: of a record, or of the partition's end.</param>
internal readonly record struct OffsetStep(Topic Topic, int Partition, long Expected, long Arrived)
{
    /// <summary>What is missing, oldest first.</summary>
    /// <param name="low">The first offset the broker holds; null where it did not say.</param>
    /// <param name="high">Past the last offset it holds; null where it did not say.</param>
    public IEnumerable<SourceGap> Judge(long? low, long? high)
    {
        if (Arrived < Expected)
        {
            return [new(Topic, Partition, Math.Clamp(high ?? Arrived, Arrived, Expected), Expected, GapCause.Shortened)];
        }

        // A single offset is what a transaction's marker takes; more than that, unexplained, is taken for a loss.
        var start = Math.Clamp(low ?? (Arrived - Expected > 1 ? Arrived : Expected), Expected, Arrived);
        SourceGap[] both = [new(Topic, Partition, Expected, start, GapCause.Expired), new(Topic, Partition, start, Arrived, GapCause.Absent)];
        return both.Where(gap => gap.Size > 0);
    }
}
