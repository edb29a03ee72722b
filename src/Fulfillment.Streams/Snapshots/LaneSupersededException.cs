namespace Fulfillment.Streams.Snapshots;

/// <summary>A lane has another owner by now, with a higher epoch: nothing more may be written here, and nothing that was not is lost.</summary>
/// <param name="lane">The lane.</param>
/// <param name="epoch">The epoch that was ours.</param>
/// <param name="last">The highest that was claimed.</param>
public sealed class LaneSupersededException(int lane, uint epoch, uint last)
    : Exception($"Lane {lane} was claimed by another worker: it has epoch {last}, and we had {epoch}.");
