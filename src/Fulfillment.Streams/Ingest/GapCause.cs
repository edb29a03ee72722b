namespace Fulfillment.Streams.Ingest;

/// <summary>Why a source does not have what a lane was to read next.</summary>
public enum GapCause
{
    /// <summary>Deleted from the front, by retention or by hand, before the lane read it: lost to the lane.</summary>
    Expired,

    /// <summary>
    /// The source ends before the lane's offset: its topic was made anew, or it lost its tail. It is read again from its
    /// beginning; what the lane had read stays applied.
    /// </summary>
    Shortened,

    /// <summary>
    /// Offsets in the middle that hold no record: harmless where a transaction left its marker or was aborted, a loss
    /// where a topic is compacted, which topics of events must not be.
    /// </summary>
    Absent,
}
