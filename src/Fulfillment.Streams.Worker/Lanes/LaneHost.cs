using System.Collections.Concurrent;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Snapshots;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>The lanes a worker holds. Opens each from its snapshot and closes it with one.</summary>
/// <param name="sourceName">What snapshots say their offsets belong to; null for a source without offsets, which leaves those of another alone.</param>
internal sealed partial class LaneHost(
    IEventSource source,
    string? sourceName,
    LaneSink sink,
    ISnapshotStore snapshots,
    Func<uint> nextEpoch,
    LaneOptions options,
    LaneTiming timing,
    TimeProvider wallTime,
    ILogger log) : ILaneHost
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
        var opened = new Lane(lane, nextEpoch(), options, wallTime, source.Lag);
        var name = sourceName;
        if (snapshots.Load(lane, reason => LogDamaged(log, reason)) is { } snapshot)
        {
            name ??= snapshot.Source;
            using var reader = new BinaryReader(new MemoryStream(snapshot.State.ToArray()), Encoding.UTF8);
            opened.Read(reader);
            if (snapshot.Source != name && snapshot.Source.Length > 0)
            {
                LogOtherSource(log, lane, snapshot.Source, name);
                opened.ForgetOffsets();
            }
        }

        var writer = new LaneWriter(sink, snapshots, source, name ?? "", InputTotals.Of(opened), timing, log);
        var offsets = opened.Offsets;
        _before[lane] = InputTotals.Of(opened);
        _lanes[lane] = new LaneRunner(opened, writer, timing, log);
        LogOpened(log, lane);
        return offsets;
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

    [LoggerMessage(4112, LogLevel.Warning, "{Reason}")]
    private static partial void LogDamaged(ILogger log, string reason);

    [LoggerMessage(4113, LogLevel.Warning, "Lane {Lane} was fed from {Before} and is now fed from {Now}: its state is kept, and the new source is read from its beginning")]
    private static partial void LogOtherSource(ILogger log, int lane, string before, string now);
}
