namespace Fulfillment.Streams.Ingest;

/// <summary>Why a lane closes, which decides whether it may still write.</summary>
public enum LaneClosing
{
    /// <summary>Still owned (shutdown, revocation, end of input): apply what was offered, write, snapshot, commit.</summary>
    Drain,

    /// <summary>Already owned by another worker: drop everything unwritten at once; the new owner replays it.</summary>
    Lost,
}
