using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// The lanes a worker holds. Opens each from its snapshot and closes it with one; a lane that was to be closed and comes back is
/// still there, and goes on.
/// </summary>
internal sealed partial class LaneHost(LaneOpener opener, LaneTiming timing, ILogger log) : ILaneHost
{
    private readonly ConcurrentDictionary<int, LaneRunner> _lanes = [];
    private readonly Dictionary<int, Task<LaneRunner>> _opening = [];
    private readonly Dictionary<int, InputTotals[]> _before = [];
    private readonly List<InputTotals> _closed = [];

    /// <summary>Moves clocks there when lanes are drained; Unix milliseconds.</summary>
    public long? AdvanceTo { get; init; }

    /// <summary>The lanes held now.</summary>
    public IEnumerable<LaneRunner> Lanes => _lanes.Values;

    /// <summary>What the lanes closed so far counted since they were opened, by topic.</summary>
    public InputTotals[] Totals => InputTotals.Sum(_closed);

    /// <inheritdoc/>
    public void OpenSoon(IReadOnlyCollection<int> lanes)
    {
        foreach (var lane in lanes)
        {
            _opening[lane] = Task.Run(() => OpenAsync(lane));
        }
    }

    /// <inheritdoc/>
    public void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
    {
        foreach (var lane in lanes)
        {
            if (_lanes.TryGetValue(lane, out var runner))
            {
                End(runner, closing);
            }
        }
    }

    /// <inheritdoc/>
    public bool HasEnded(int lane) => _lanes[lane].HasEnded;

    /// <inheritdoc/>
    public LaneOffsets Open(int lane)
    {
        var opening = _opening.Remove(lane, out var begun) ? begun : OpenAsync(lane);
        var runner = opening.GetAwaiter().GetResult();
        if (_lanes.TryGetValue(lane, out var before) && before == runner)
        {
            LogWentOn(log, lane);
            return runner.Lane.Offsets;
        }

        if (before is not null)
        {
            End(before, LaneClosing.Lost); // somebody had the lane since: what is still being written here is of no use
            Settle(lane, before);
            Check(lane, before);
        }

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
        Check(lane, runner);
        return runner.Wants;
    }

    /// <inheritdoc/>
    public void Close(int lane, LaneClosing closing)
    {
        if (!_lanes.TryRemove(lane, out var runner))
        {
            return;
        }

        End(runner, closing);
        Settle(lane, runner);
        LogClosed(log, lane, closing);
        Check(lane, runner);
    }

    /// <summary>The lane that is still here, where nobody had it since; or as it is in its newest snapshot.</summary>
    private async Task<LaneRunner> OpenAsync(int lane)
    {
        if (_lanes.TryGetValue(lane, out var before))
        {
            await before.Applied.ConfigureAwait(false);
            Check(lane, before);
            if (await before.TryGoOnAsync(opener).ConfigureAwait(false))
            {
                return before;
            }
        }

        return await LaneRunner.OpenAsync(opener, lane, timing, log).ConfigureAwait(false);
    }

    private void End(LaneRunner runner, LaneClosing closing)
    {
        runner.End(closing, AdvanceTo);
        if (closing == LaneClosing.Drain && AdvanceTo is null)
        {
            runner.Hurry();
        }
    }

    /// <summary>Waits for the end of a lane's thread, and counts what it did.</summary>
    private void Settle(int lane, LaneRunner runner)
    {
        runner.Join();
        _closed.AddRange(InputTotals.Of(runner.Lane).Zip(_before[lane], (now, before) => now.Since(before)));
        runner.Dispose();
    }

    private static void Check(int lane, LaneRunner runner)
    {
        if (runner.Failure is { } failure)
        {
            throw new LaneFailedException($"Lane {lane} stopped: {failure.Message}", failure);
        }
    }

    [LoggerMessage(4110, LogLevel.Information, "Lane {Lane} opened")]
    private static partial void LogOpened(ILogger log, int lane);

    [LoggerMessage(4115, LogLevel.Information, "Lane {Lane} came back and goes on")]
    private static partial void LogWentOn(ILogger log, int lane);

    [LoggerMessage(4111, LogLevel.Information, "Lane {Lane} closed: {Closing}")]
    private static partial void LogClosed(ILogger log, int lane, LaneClosing closing);
}
