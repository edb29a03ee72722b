using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>The lanes a worker holds. Opens each from its snapshot and closes it with one.</summary>
internal sealed partial class LaneHost(LaneOpener opener, LaneTiming timing, ILogger log) : ILaneHost
{
    private readonly ConcurrentDictionary<int, LaneRunner> _lanes = [];
    private readonly Dictionary<int, InputTotals[]> _before = [];
    private readonly List<InputTotals> _closed = [];

    /// <summary>Moves clocks there when lanes are drained; Unix milliseconds.</summary>
    public long? AdvanceTo { get; init; }

    /// <summary>The lanes held now.</summary>
    public IEnumerable<LaneRunner> Lanes => _lanes.Values;

    /// <summary>What the lanes closed so far counted since they were opened, by topic.</summary>
    public InputTotals[] Totals => InputTotals.Sum(_closed);

    /// <inheritdoc/>
    public LaneOffsets Open(int lane)
    {
        var patience = new Patience(timing, opener.WallTime, log);
        var runner = new LaneRunner((lost, isApplied) => opener.OpenAsync(lane, patience, isApplied, lost).GetAwaiter().GetResult(), patience, timing, log);
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

    [LoggerMessage(4110, LogLevel.Information, "Lane {Lane} opened")]
    private static partial void LogOpened(ILogger log, int lane);

    [LoggerMessage(4111, LogLevel.Information, "Lane {Lane} closed: {Closing}")]
    private static partial void LogClosed(ILogger log, int lane, LaneClosing closing);
}
