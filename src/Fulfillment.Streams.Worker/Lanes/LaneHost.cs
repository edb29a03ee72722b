using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>The lanes a worker holds. Opens each from its snapshot and closes it with one.</summary>
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
            _opening[lane] = Task.Run(() => LaneRunner.OpenAsync(opener, lane, timing, log));
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
    public LaneOffsets Open(int lane)
    {
        var opening = _opening.Remove(lane, out var begun) ? begun : LaneRunner.OpenAsync(opener, lane, timing, log);
        var runner = opening.GetAwaiter().GetResult();
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

        End(runner, closing);
        runner.Join();
        _closed.AddRange(InputTotals.Of(runner.Lane).Zip(_before[lane], (now, before) => now.Since(before)));
        LogClosed(log, lane, closing);
        runner.Dispose();
        if (runner.Failure is { } failure)
        {
            throw new LaneFailedException($"Lane {lane} stopped: {failure.Message}", failure);
        }
    }

    private void End(LaneRunner runner, LaneClosing closing)
    {
        if (closing == LaneClosing.Drain)
        {
            runner.Drain(AdvanceTo, isStopping: AdvanceTo is null);
        }
        else
        {
            runner.Abandon();
        }
    }

    [LoggerMessage(4110, LogLevel.Information, "Lane {Lane} opened")]
    private static partial void LogOpened(ILogger log, int lane);

    [LoggerMessage(4111, LogLevel.Information, "Lane {Lane} closed: {Closing}")]
    private static partial void LogClosed(ILogger log, int lane, LaneClosing closing);
}
