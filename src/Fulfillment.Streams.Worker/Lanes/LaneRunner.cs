using System.Collections.Concurrent;
using System.Diagnostics;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Runs one lane on a thread of its own: batches in, flushes out. While one flush is being written the lane goes on with
/// the next; it never runs more than one ahead, so a slow sink fills the buffer, and a full buffer pauses the source.
/// When it flushes is up to <see cref="FlushPace"/>.
/// </summary>
internal sealed partial class LaneRunner : IDisposable
{
    private static readonly TimeSpan WriteCheck = TimeSpan.FromMilliseconds(5);

    private readonly LaneWork _work;
    private readonly LaneTiming _timing;
    private readonly Patience _patience;
    private readonly ILogger _log;
    private readonly BlockingCollection<RawBatch> _inbox = [];
    private readonly CancellationTokenSource _lost;
    private readonly Load _held;
    private readonly Thread _thread;
    private long? _advanceTo;

    private LaneRunner(LaneWork work, Load held, CancellationTokenSource lost, Patience patience, LaneTiming timing, ILogger log)
    {
        (_work, _held, _lost, _patience, _timing, _log) = (work, held, lost, patience, timing, log);
        _thread = new Thread(Run) { Name = $"lane-{Lane.Number}", IsBackground = true };
        _thread.Start();
    }

    public Lane Lane => _work.Lane;

    /// <summary>Takes a lane over and starts its thread.</summary>
    public static async Task<LaneRunner> OpenAsync(LaneOpener opener, int lane, LaneTiming timing, ILogger log)
    {
        var (patience, lost, held) = (new Patience(timing, opener.WallTime, log), new CancellationTokenSource(), new Load());
        try
        {
            var work = await opener.OpenAsync(lane, patience, () => held.Bytes == 0, lost.Token).ConfigureAwait(false);
            return new LaneRunner(work, held, lost, patience, timing, log);
        }
        catch
        {
            patience.Dispose();
            lost.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is room for more.</summary>
    public bool Wants => _held.Bytes < _timing.BufferBytes && Failure is null;

    /// <summary>Why the lane stopped, if it did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why the last write had to be repeated; null while all goes well.</summary>
    public string? Trouble => _patience.Trouble;

    public bool Offer(RawBatch batch)
    {
        _held.Add(batch.Bytes);
        _inbox.Add(batch);
        return Wants;
    }

    /// <summary>Begins to apply what was offered, to write it with a snapshot, and to stop; see <see cref="Join"/>.</summary>
    /// <param name="advanceTo">Moves the clocks there before the last flush; Unix milliseconds.</param>
    /// <param name="isStopping">Whether somebody waits for the process to end, so that a sink that is down gets seconds, not for ever.</param>
    public void Drain(long? advanceTo, bool isStopping)
    {
        _advanceTo = advanceTo;
        if (isStopping)
        {
            _patience.EndSoon();
        }

        _inbox.CompleteAdding();
    }

    /// <summary>Begins to drop everything unwritten and to stop; see <see cref="Join"/>.</summary>
    public void Abandon()
    {
        _lost.Cancel();
        _inbox.CompleteAdding();
    }

    /// <summary>Waits until nothing more can be written.</summary>
    public void Join() => _thread.Join();

    public void Dispose()
    {
        _work.Dispose();
        _inbox.Dispose();
        _lost.Dispose();
        _patience.Dispose();
    }

    private void Run()
    {
        try
        {
            Pump();
            if (!_lost.IsCancellationRequested)
            {
                _work.Finish(_advanceTo);
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
            LogFailed(_log, Lane.Number, failure.Message);
        }

        foreach (var left in _inbox.GetConsumingEnumerable())
        {
            left.Dispose();
        }
    }

    private void Pump()
    {
        var sinceFlush = Stopwatch.StartNew();
        long applied = 0;
        while (!_inbox.IsCompleted && !_lost.IsCancellationRequested)
        {
            if (_inbox.TryTake(out var batch, Wait(sinceFlush.Elapsed)))
            {
                var bytes = batch.Bytes;
                _work.Apply(batch);
                _held.Add(-bytes);
                applied += bytes;
            }

            if (_work.IsTakingSnapshot)
            {
                _work.ContinueSnapshot();
            }

            if (FlushPace.IsDue(_timing, sinceFlush.Elapsed, applied, _held.Bytes, _work.IsWriting, Trouble is not null))
            {
                _work.Tick();
                sinceFlush.Restart();
                applied = 0;
            }
        }
    }

    /// <summary>How long to wait for a batch: to the next flush, or a moment where it waits for the one before.</summary>
    private TimeSpan Wait(TimeSpan sinceFlush)
    {
        var left = _timing.FlushInterval - sinceFlush;
        return _work.IsTakingSnapshot ? TimeSpan.Zero : left > WriteCheck ? left : WriteCheck;
    }

    /// <summary>Bytes offered and not yet applied. Thread-safe.</summary>
    private sealed class Load
    {
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
    }

    [LoggerMessage(4101, LogLevel.Error, "Lane {Lane} stopped: {Reason}")]
    private static partial void LogFailed(ILogger log, int lane, string reason);
}
