using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Holds back what a lane writes while it reads again what its owner before it had written: views would go back to what they said
/// at the snapshot, and come forward again. Ends when as much has been read as the views tell of, when the source has no more, or
/// after <see cref="LaneTiming.CatchUpLimit"/>. Single-threaded.
/// </summary>
/// <param name="written">Records that the views tell of, by topic.</param>
/// <param name="isRead">Whether the source has nothing more of a topic and everything it had is applied.</param>
/// <param name="limit">Wall time after which to write anyway.</param>
/// <param name="time">Wall time.</param>
internal sealed class CatchUp(IReadOnlyDictionary<Topic, long> written, Func<Topic, bool> isRead, TimeSpan limit, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private bool _isOver;

    /// <summary>Nothing was written before.</summary>
    public static CatchUp None { get; } = new(new Dictionary<Topic, long>(), _ => true, TimeSpan.Zero, TimeProvider.System);

    /// <summary>Whether the lane may write.</summary>
    public bool IsOver(Lane lane) => _isOver |=
        lane.Counters.All(c => c.Read >= written.GetValueOrDefault(c.Topic) || isRead(c.Topic)) || time.GetElapsedTime(_began) >= limit;
}
