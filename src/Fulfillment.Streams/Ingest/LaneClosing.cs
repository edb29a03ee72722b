namespace Fulfillment.Streams.Ingest;

/// <summary>Why a lane closes, which decides whether it may still write.</summary>
public enum LaneClosing
{
    /// <summary>Still owned (shutdown, end of input): apply what was offered, write, snapshot, commit.</summary>
    Drain,

    /// <summary>
    /// Another worker may own it soon (rebalance): write what is applied, with a snapshot, as fast as possible; whoever has the lane
    /// next reads again what was offered and still waits.
    /// </summary>
    HandOver,

    /// <summary>Already owned by another worker: drop everything unwritten at once; the new owner replays it.</summary>
    Lost,
}
