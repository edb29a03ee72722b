namespace Fulfillment.Streams.Ingest;

/// <summary>What a source delivers to: the worker's lanes. Called by one source thread only.</summary>
public interface ILaneHost
{
    /// <summary>Says which lanes <see cref="Open"/> is called for next, so that they can load at the same time.</summary>
    void OpenSoon(IReadOnlyCollection<int> lanes)
    {
    }

    /// <summary>
    /// Begins to close lanes, all at the same time, and returns at once. They are offered nothing more. Each is closed later, or,
    /// where it was not lost, opened again: then it goes on from where it came to.
    /// </summary>
    void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
    {
    }

    /// <summary>Whether a lane that <see cref="CloseSoon"/> named has come to its end, so that <see cref="Close"/> does not wait.</summary>
    bool HasEnded(int lane) => true;

    /// <summary>
    /// Takes a lane over, or back: restores its state and says from which offsets to read. Blocks while it loads.
    /// A topic at <see cref="LaneOffsets.Unknown"/> is read from the source's beginning.
    /// </summary>
    LaneOffsets Open(int lane);

    /// <summary>
    /// Hands a batch over, ownership included. Always accepted; false asks the source to pause this lane until
    /// <see cref="Wants"/> is true, so that a lane holds at most its bound plus what one poll had already fetched.
    /// </summary>
    bool Offer(int lane, RawBatch batch);

    /// <summary>Whether a paused lane has room again.</summary>
    bool Wants(int lane);

    /// <summary>Gives a lane up. Blocks until done; afterwards the lane writes nothing more.</summary>
    void Close(int lane, LaneClosing closing);
}
