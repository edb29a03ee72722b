namespace Fulfillment.Streams.Ingest;

/// <summary>
/// Where events come from: Kafka, the embedded log, or files. A source owns partitions and offsets; a lane
/// (one partition index across all topics) owns state.
/// </summary>
public interface IEventSource : IDisposable
{
    /// <summary>
    /// Reads on the calling thread, which it occupies, until cancelled or until a bounded input ends; opens and
    /// closes lanes on <paramref name="host"/> from that same thread. Returns normally in both cases, after every
    /// open lane was closed with <see cref="LaneClosing.Drain"/>.
    /// </summary>
    /// <exception cref="SourceUnavailableException">The source cannot be reached or refuses, and waiting does not help.</exception>
    void Run(ILaneHost host, CancellationToken cancellationToken);

    /// <summary>
    /// Records that everything before <paramref name="offsets"/> is in the sink and in a snapshot. Thread-safe;
    /// durable no later than the source's next poll or close. Ignored for a lane no longer held.
    /// </summary>
    void Commit(int lane, LaneOffsets offsets);

    /// <summary>Records between what was delivered and the newest known, for one topic partition, or their bytes, see <see cref="IsLagInBytes"/>; −1 where unknown. Thread-safe.</summary>
    long Lag(Topic topic, int partition);

    /// <summary>Whether <see cref="Lag"/> is in bytes, because the source does not count what it holds.</summary>
    bool IsLagInBytes => false;
}
