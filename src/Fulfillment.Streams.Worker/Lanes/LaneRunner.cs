using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reactive;
using System.Reactive.Subjects;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Runs one lane on a thread of its own: batches in, flushes out. While one flush is being written the lane goes on with
/// the next; it never runs more than one ahead, so a slow sink fills the buffer, and a full buffer pauses the source.
/// </summary>
internal sealed partial class LaneRunner : IDisposable
{
    private readonly Lane _lane;
    private readonly LaneWriter _writer;
    private readonly LaneTiming _timing;
    private readonly ILogger _log;
    private readonly BlockingCollection<RawBatch> _inbox = [];
    private readonly Subject<RawBatch> _records = new();
    private readonly Subject<Unit> _ticks = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Thread _thread;
    private long _held;
    private long _advanceTo = long.MinValue;

    public LaneRunner(Lane lane, LaneWriter writer, LaneTiming timing, ILogger log)
    {
        (_lane, _writer, _timing, _log) = (lane, writer, timing, log);
        _thread = new Thread(Run) { Name = $"lane-{lane.Number}", IsBackground = true };
        _thread.Start();
    }

    public Lane Lane => _lane;

    /// <summary>Whether there is room for more.</summary>
    public bool Wants => Interlocked.Read(ref _held) < _timing.BufferBytes && Failure is null;

    /// <summary>Why the lane stopped, if it did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why the last write had to be repeated; null while all goes well.</summary>
    public string? Trouble => _writer.Trouble;

    public bool Offer(RawBatch batch)
    {
        Interlocked.Add(ref _held, batch.Bytes);
        _inbox.Add(batch);
        return Wants;
    }

    /// <summary>Applies what was offered, writes it with a snapshot, and stops. Blocks.</summary>
    /// <param name="advanceTo">Moves the clocks there before the last flush; Unix milliseconds.</param>
    /// <param name="isStopping">Whether somebody waits for the process to end, so that a sink that is down gets seconds, not for ever.</param>
    public void Drain(long? advanceTo, bool isStopping)
    {
        _advanceTo = advanceTo ?? long.MinValue;
        if (isStopping)
        {
            _writer.StopSoon();
        }

        _inbox.CompleteAdding();
        _thread.Join();
    }

    /// <summary>Drops everything unwritten and stops. Blocks until nothing more can be written.</summary>
    public void Abandon()
    {
        _lost.Cancel();
        _inbox.CompleteAdding();
        _thread.Join();
    }

    public void Dispose()
    {
        _inbox.Dispose();
        _records.Dispose();
        _ticks.Dispose();
        _lost.Dispose();
        _writer.Dispose();
    }

    private void Run()
    {
        try
        {
            using var flushes = FulfillmentPipeline.Run(_records, _ticks, _lane).Subscribe(f => _writer.Begin(f, _lane, _lost.Token));
            Pump();
            if (!_lost.IsCancellationRequested)
            {
                Finish();
            }
        }
        catch (LaneFailedException failure)
        {
            Failure = failure; // said in full already
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            // another worker owns the lane now; it replays what was not written here
        }
#pragma warning disable CA1031 // A lane's thread has no caller: the failure is kept for the host, which stops the worker with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
            LogFailed(_log, _lane.Number, failure.Message);
        }

        foreach (var left in _inbox.GetConsumingEnumerable())
        {
            left.Dispose();
        }
    }

    private void Pump()
    {
        var sinceFlush = Stopwatch.StartNew();
        while (!_inbox.IsCompleted && !_lost.IsCancellationRequested)
        {
            var wait = _timing.FlushInterval - sinceFlush.Elapsed;
            if (wait > TimeSpan.Zero && _inbox.TryTake(out var batch, wait))
            {
                var bytes = batch.Bytes;
                _records.OnNext(batch);
                Interlocked.Add(ref _held, -bytes);
            }

            if (sinceFlush.Elapsed >= _timing.FlushInterval)
            {
                Tick();
                sinceFlush.Restart();
            }
        }
    }

    private void Finish()
    {
        Tick();
        if (_advanceTo != long.MinValue)
        {
            _lane.AdvanceTo(_advanceTo);
            Tick();
        }

        _writer.SnapshotNext(); // the last flush carries the snapshot, whatever the interval says
        Tick(); // nothing new since: brings every row of the lane up to its shop's clock
        _writer.Join();
    }

    private void Tick()
    {
        var waiting = Stopwatch.StartNew();
        _writer.Join(); // a flush reuses the row buffers of the one before
        if (waiting.Elapsed > _timing.FlushInterval)
        {
            _lane.KeepInputsActive();
        }

        _ticks.OnNext(Unit.Default);
    }

    [LoggerMessage(4101, LogLevel.Error, "Lane {Lane} stopped: {Reason}")]
    private static partial void LogFailed(ILogger log, int lane, string reason);
}
