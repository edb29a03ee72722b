using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>The lanes a worker holds. Opens each from its snapshot and closes it with one.</summary>
/// <param name="sourceName">What snapshots say their offsets belong to; null for a source without offsets, which leaves those of another alone.</param>
internal sealed partial class LaneHost(
    IEventSource source,
    string? sourceName,
    LaneSink sink,
    ISnapshotStore snapshots,
    Func<uint> leastEpoch,
    LaneOptions options,
    LaneTiming timing,
    TimeProvider wallTime,
    ILogger log) : ILaneHost
{
    private readonly ConcurrentDictionary<int, LaneRunner> _lanes = [];
    private readonly Dictionary<int, InputTotals[]> _before = [];
    private readonly List<InputTotals> _closed = [];

    /// <summary>Starts the writing of a flush; on the thread pool by default.</summary>
    public Func<Func<Task>, Task> Start { get; init; } = Task.Run;

    /// <summary>Moves clocks there when lanes are drained; Unix milliseconds.</summary>
    public long? AdvanceTo { get; init; }

    /// <summary>The lanes held now.</summary>
    public IEnumerable<LaneRunner> Lanes => _lanes.Values;

    /// <summary>What the lanes closed so far counted since they were opened, by topic.</summary>
    public InputTotals[] Totals => InputTotals.Sum(_closed);

    /// <inheritdoc/>
    public LaneOffsets Open(int lane)
    {
        var patience = new Patience(timing, wallTime, log);
        var runner = new LaneRunner((lost, isApplied) => OpenAsync(lane, patience, isApplied, lost).GetAwaiter().GetResult(), patience, timing, log);
        _before[lane] = InputTotals.Of(runner.Lane);
        _lanes[lane] = runner;
        LogOpened(log, lane);
        return runner.Lane.Offsets;
    }

    /// <inheritdoc/>
    public bool Offer(int lane, RawBatch batch) => _lanes[lane].Offer(batch);

    /// <inheritdoc/>
    public bool Wants(int lane)
    {
        var runner = _lanes[lane];
        return runner.Failure is { } failure
            ? throw new LaneFailedException($"Lane {lane} stopped: {failure.Message}", failure)
            : runner.Wants;
    }

    /// <inheritdoc/>
    public void Close(int lane, LaneClosing closing)
    {
        if (!_lanes.TryRemove(lane, out var runner))
        {
            return;
        }

        if (closing == LaneClosing.Drain)
        {
            runner.Drain(AdvanceTo, isStopping: AdvanceTo is null);
        }
        else
        {
            runner.Abandon();
        }

        _closed.AddRange(InputTotals.Of(runner.Lane).Zip(_before[lane], (now, before) => now.Since(before)));
        LogClosed(log, lane, closing);
        runner.Dispose();
        if (runner.Failure is { } failure)
        {
            throw new LaneFailedException($"Lane {lane} stopped: {failure.Message}", failure);
        }
    }

    private async Task<LaneWork> OpenAsync(int number, Patience patience, Func<bool> isApplied, CancellationToken lost)
    {
        LaneSnapshots? owned = null;
        StoredState? stored = null;
        await patience.RunAsync(
            async () =>
            {
                owned = await LaneSnapshots.ClaimAsync(snapshots, number, leastEpoch(), reason => LogDamaged(log, reason), lost).ConfigureAwait(false);
                stored = await owned.LoadAsync(lost).ConfigureAwait(false);
            },
            lost).ConfigureAwait(false);
        var lane = new Lane(number, owned!.Epoch, options, wallTime, source.Lag);
        if (stored is not null)
        {
            lane.Restore(stored);
        }

        var name = sourceName ?? stored?.Source ?? "";
        var isSameSource = stored is null || stored.Source == name || stored.Source.Length == 0;
        if (!isSameSource)
        {
            LogOtherSource(log, number, stored!.Source, name);
            lane.ForgetOffsets();
        }

        var catchUp = sourceName is null || !isSameSource ? CatchUp.None : await CatchUpAsync(number, patience, isApplied, lost).ConfigureAwait(false);
        var writer = new LaneWriter(sink, owned, source, name, InputTotals.Of(lane), timing, patience, wallTime, Start);
        return new LaneWork(lane, writer, catchUp, timing, wallTime, lost);
    }

    private async Task<CatchUp> CatchUpAsync(int lane, Patience patience, Func<bool> isApplied, CancellationToken lost)
    {
        IReadOnlyDictionary<Topic, long> written = new Dictionary<Topic, long>();
        await patience.RunAsync(async () => written = await WrittenBefore.AskAsync(sink.Tables, lane, lost).ConfigureAwait(false), lost).ConfigureAwait(false);
        return new CatchUp(written, topic => source.Lag(topic, lane) == 0 && isApplied(), timing.CatchUpLimit, wallTime);
    }

    [LoggerMessage(4110, LogLevel.Information, "Lane {Lane} opened")]
    private static partial void LogOpened(ILogger log, int lane);

    [LoggerMessage(4111, LogLevel.Information, "Lane {Lane} closed: {Closing}")]
    private static partial void LogClosed(ILogger log, int lane, LaneClosing closing);

    [LoggerMessage(4112, LogLevel.Warning, "{Reason}")]
    private static partial void LogDamaged(ILogger log, string reason);

    [LoggerMessage(4113, LogLevel.Warning, "Lane {Lane} was fed from {Before} and is now fed from {Now}: its state is kept, and the new source is read from its beginning")]
    private static partial void LogOtherSource(ILogger log, int lane, string before, string now);
}
