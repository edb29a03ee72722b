using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>Takes lanes over: claims an epoch, restores the newest snapshot, and finds out how far the owner before had written.</summary>
/// <param name="source">Where offsets and lag come from.</param>
/// <param name="sourceName">What snapshots say their offsets belong to; null for a source without offsets, which leaves those of another alone.</param>
/// <param name="sink">Where rows go.</param>
/// <param name="snapshots">Where snapshots are.</param>
/// <param name="leastEpoch">Epochs are at least this.</param>
/// <param name="options">What lanes keep.</param>
/// <param name="timing">When lanes write.</param>
/// <param name="wallTime">Wall time.</param>
/// <param name="log">Told of damage.</param>
internal sealed partial class LaneOpener(
    IEventSource source,
    string? sourceName,
    LaneSink sink,
    ISnapshotStore snapshots,
    Func<uint> leastEpoch,
    LaneOptions options,
    LaneTiming timing,
    TimeProvider wallTime,
    ILogger log)
{
    private static readonly TimeSpan HandOverCheck = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts the writing of a flush; on the thread pool by default.</summary>
    public Func<Func<Task>, Task> Start { get; init; } = Task.Run;

    /// <summary>Where snapshots were before; asked where <c>snapshots</c> have none of a lane.</summary>
    public ISnapshotStore? Before { get; init; }

    /// <summary>How snapshots that gather are merged; in the background by default.</summary>
    public Func<SnapshotMerge> Merge { get; init; } = SnapshotMerge.InBackground;

    /// <summary>
    /// How long to wait for the owner before to hand a lane over: none where no other process can have had it. Who left without a
    /// word is not waited for any longer, and one that comes too late has written for nothing.
    /// </summary>
    public TimeSpan HandOverLimit { get; init; }

    /// <summary>Wall time.</summary>
    public TimeProvider WallTime => wallTime;

    /// <summary>Claims a lane, restores it, and makes it ready to go on.</summary>
    /// <param name="number">The partition index.</param>
    /// <param name="patience">Repeats what does not succeed at once.</param>
    /// <param name="isApplied">Whether everything the source delivered is in the lane's state.</param>
    /// <param name="lost">Cancelled when the lane has another owner.</param>
    /// <exception cref="SnapshotsDamagedException">There are snapshots, and none can be read.</exception>
    public async Task<LaneWork> OpenAsync(int number, Patience patience, Func<bool> isApplied, CancellationToken lost)
    {
        var newest = await AwaitHandOverAsync(number, patience, lost).ConfigureAwait(false);
        LaneSnapshots? owned = null;
        StoredState? stored = null;
        var isMoved = false;
        var loading = patience.RunAsync(
            async () =>
            {
                owned = await ClaimAsync(snapshots, number, newest + 1, lost).ConfigureAwait(false);
                stored = await owned.LoadAsync(lost).ConfigureAwait(false);
                if (stored is null && Before is not null)
                {
                    stored = await (await ClaimAsync(Before, number, 1, lost).ConfigureAwait(false)).LoadAsync(lost).ConfigureAwait(false);
                    isMoved = stored is not null;
                }
            },
            lost);
        var asking = sourceName is null ? Task.FromResult(CatchUp.None) : CatchUpAsync(number, patience, isApplied, lost);
        await Task.WhenAll(loading, asking).ConfigureAwait(false); // each waits for the other end of a network
        var lane = new Lane(number, owned!.Epoch, options, wallTime, source.Lag);
        if (stored is not null)
        {
            lane.Restore(stored);
        }

        if (isMoved)
        {
            LogMoved(log, number);
            lane.TouchAll(); // the first snapshot in the new place begins a chain of its own
        }

        var name = sourceName ?? stored?.Source ?? "";
        var isSameSource = stored is null || stored.Source == name || stored.Source.Length == 0;
        if (!isSameSource)
        {
            LogOtherSource(log, number, stored!.Source, name);
            lane.ForgetOffsets();
        }

        var catchUp = isSameSource ? await asking.ConfigureAwait(false) : CatchUp.None;
        var writer = new LaneWriter(sink, owned, source, name, InputTotals.Of(lane), timing, patience, wallTime, Start);
        return new LaneWork(lane, writer, catchUp, timing, wallTime, lost);
    }

    /// <summary>Bytes that the source has still to deliver to a lane, as far as is known.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="recordBytes">Bytes of a record, where the source counts records.</param>
    /// <param name="isWhole">Whether it is known of every topic.</param>
    public long BytesBefore(int lane, double recordBytes, out bool isWhole)
    {
        (var lag, isWhole) = (0L, true);
        foreach (var topic in TopicNames.All)
        {
            var ofTopic = source.Lag(topic, lane);
            lag += Math.Max(0, ofTopic);
            isWhole &= ofTopic >= 0;
        }

        return source.IsLagInBytes ? lag : (long)(lag * recordBytes);
    }

    /// <summary>Whether nobody claimed the lane since it was opened here.</summary>
    public async Task<bool> IsOwnerAsync(Lane lane, Patience patience, CancellationToken lost)
    {
        uint last = 0;
        await patience.RunAsync(async () => last = await snapshots.LastEpochAsync(lane.Number, lost).ConfigureAwait(false), lost).ConfigureAwait(false);
        return last == lane.Epoch;
    }

    /// <summary>The epoch of the newest snapshot; 0 where nobody looked.</summary>
    private async Task<uint> AwaitHandOverAsync(int lane, Patience patience, CancellationToken lost)
    {
        var (isOver, epoch) = (false, 0u);
        for (var began = wallTime.GetTimestamp(); !isOver && wallTime.GetElapsedTime(began) < HandOverLimit;)
        {
            await patience.RunAsync(
                async () => (isOver, epoch) = await LaneSnapshots.LookAsync(snapshots, lane, lost).ConfigureAwait(false), lost).ConfigureAwait(false);
            if (!isOver)
            {
                await Task.Delay(HandOverCheck, wallTime, lost).ConfigureAwait(false);
            }
        }

        return epoch;
    }

    private Task<LaneSnapshots> ClaimAsync(ISnapshotStore store, int number, uint least, CancellationToken lost) =>
        LaneSnapshots.ClaimAsync(store, number, Math.Max(least, leastEpoch()), reason => LogDamaged(log, reason), Merge(), lost);

    private async Task<CatchUp> CatchUpAsync(int lane, Patience patience, Func<bool> isApplied, CancellationToken lost)
    {
        IReadOnlyDictionary<Topic, long> written = new Dictionary<Topic, long>();
        await patience.RunAsync(async () => written = await WrittenBefore.AskAsync(sink.Tables, lane, lost).ConfigureAwait(false), lost).ConfigureAwait(false);
        return new CatchUp(written, topic => source.Lag(topic, lane) == 0 && isApplied(), timing.CatchUpLimit, wallTime);
    }

    [LoggerMessage(4112, LogLevel.Warning, "{Reason}")]
    private static partial void LogDamaged(ILogger log, string reason);

    [LoggerMessage(4114, LogLevel.Information, "Lane {Lane} goes on from its snapshot in the store; from now on snapshots are in ClickHouse")]
    private static partial void LogMoved(ILogger log, int lane);

    [LoggerMessage(4113, LogLevel.Warning, "Lane {Lane} was fed from {Before} and is now fed from {Now}: its state is kept, and the new source is read from its beginning")]
    private static partial void LogOtherSource(ILogger log, int lane, string before, string now);
}
