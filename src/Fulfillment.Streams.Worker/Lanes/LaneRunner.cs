using System.Collections.Concurrent;
using System.Diagnostics;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Runs one lane on a thread of its own: batches in, flushes out. While one flush is being written the lane goes on with
/// the next; it never runs more than one ahead, so a slow sink fills the buffer, and a full buffer pauses the source.
/// When it flushes is up to <see cref="FlushPace"/>. One that was to end can go on: at once, while what it had to write is still
/// being written.
/// </summary>
internal sealed partial class LaneRunner : IDisposable
{
    private static readonly TimeSpan WriteCheck = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan DropCheck = TimeSpan.FromMilliseconds(100);

    /// <summary>After so long a source that knows its lag of some topics only is taken to have nothing of the others.</summary>
    private static readonly TimeSpan LagKnown = TimeSpan.FromSeconds(1);

    /// <summary>By then the group has said who owns the lane, unless it thinks that it is still here.</summary>
    private static readonly TimeSpan SupersededLimit = TimeSpan.FromMinutes(1);

    private readonly LaneWork _work;
    private readonly LaneTiming _timing;
    private readonly Patience _patience;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _lost;
    private readonly Load _held;
    private readonly Func<long> _waiting;
    private Stretch _stretch = new();
    private volatile LaneSupersededException? _superseded;
    private Thread _thread;

    private LaneRunner(
        LaneWork work, Load held, Func<long> waiting, CancellationTokenSource lost, Patience patience, LaneTiming timing, ILogger log)
    {
        (_work, _held, _waiting, _lost, _patience, _timing, _log) = (work, held, waiting, lost, patience, timing, log);
        _thread = Begin(_stretch);
    }

    public Lane Lane => _work.Lane;

    /// <summary>Takes a lane over and starts its thread.</summary>
    public static async Task<LaneRunner> OpenAsync(LaneOpener opener, int lane, LaneTiming timing, ILogger log)
    {
        var (patience, lost, held) = (new Patience(timing, opener.WallTime, log), new CancellationTokenSource(), new Load());
        try
        {
            var work = await opener.OpenAsync(lane, patience, () => held.Bytes == 0, lost.Token).ConfigureAwait(false);
            var opened = Now;
            return new LaneRunner(work, held, Waiting, lost, patience, timing, log);

            // half of what is still to be read: a feed that is as fast as the worker always has some
            long Waiting()
            {
                var before = opener.BytesBefore(lane, held.RecordBytes, out var isWhole);
                return isWhole || Now - opened > LagKnown ? held.Bytes + (before / 2) : long.MaxValue;
            }
        }
        catch
        {
            patience.Dispose();
            lost.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is room for more. Never where another worker claimed the lane: the group is about to tell that it is lost.</summary>
    public bool Wants => _held.Bytes < _timing.BufferBytes && Failure is null && _superseded is null;

    /// <summary>Why the lane stopped, if it did and nobody is known to go on with it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why the last write had to be repeated; null while all goes well.</summary>
    public string? Trouble => _patience.Trouble;

    public bool Offer(RawBatch batch)
    {
        _held.Add(batch.Bytes);
        _stretch.Inbox.Add(batch);
        return Wants;
    }

    /// <summary>Completes when nothing more is applied: offsets stay as they are, and the rest is writing.</summary>
    public Task Applied => _stretch.Applied.Task;

    /// <summary>Whether nothing more is written.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Begins to end; once is enough.</summary>
    /// <param name="closing">What becomes of what was offered.</param>
    /// <param name="advanceTo">Moves the clocks there before the last flush; Unix milliseconds.</param>
    public void End(LaneClosing closing, long? advanceTo)
    {
        if (closing == LaneClosing.Lost)
        {
            _lost.Cancel();
        }

        _stretch.IsHandedOver |= closing == LaneClosing.HandOver;
        _stretch.AdvanceTo = advanceTo;
        _stretch.Inbox.CompleteAdding();
    }

    /// <summary>Somebody waits for the process to end: a sink that is down gets seconds, not for ever.</summary>
    public void Hurry() => _patience.EndSoon();

    /// <summary>Waits until nothing more can be written.</summary>
    public void Join() => _thread.Join();

    /// <summary>Goes on, unless the lane was lost or somebody else claimed it since. Not before <see cref="Applied"/>.</summary>
    public async Task<bool> TryGoOnAsync(LaneOpener opener)
    {
        if (_lost.IsCancellationRequested || !await opener.IsOwnerAsync(Lane, _patience, _lost.Token).ConfigureAwait(false))
        {
            return false;
        }

        var (thread, before) = (_thread, _stretch);
        _stretch = new Stretch();
        _thread = Begin(_stretch, () =>
        {
            thread.Join();
            before.Dispose();
            _work.GoOn();
        });
        return true;
    }

    public void Dispose()
    {
        _work.Dispose();
        _stretch.Dispose();
        _lost.Dispose();
        _patience.Dispose();
    }

    private Thread Begin(Stretch stretch, Action? first = null)
    {
        var thread = new Thread(() => Run(stretch, first ?? (() => { }))) { Name = $"lane-{Lane.Number}", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Run(Stretch stretch, Action first)
    {
        try
        {
            first();
            if (_superseded is { } superseded)
            {
                throw superseded; // while it wrote what was before this stretch
            }

            if (Failure is null)
            {
                Pump(stretch);
            }

            Drop(stretch);
            if (Failure is null && !_lost.IsCancellationRequested)
            {
                _work.Finish(stretch.AdvanceTo);
            }
        }
        catch (LaneFailedException failure)
        {
            Failure = failure; // said in full already
        }
        catch (LaneSupersededException superseded)
        {
            _superseded = superseded;
            LogSuperseded(_log, superseded.Message);
            Failure = Drop(stretch, SupersededLimit) ? null : superseded;
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

        Drop(stretch);
    }

    /// <summary>Waits for the end of what is offered, dropping it: whoever has the lane next reads it again. False where it does not come.</summary>
    private bool Drop(Stretch stretch, TimeSpan? limit = null)
    {
        for (var waited = Stopwatch.StartNew(); !stretch.Inbox.IsCompleted;)
        {
            if (waited.Elapsed > limit)
            {
                return false;
            }

            if (stretch.Inbox.TryTake(out var left, DropCheck))
            {
                _held.Add(-left.Bytes);
                left.Dispose();
            }
        }

        stretch.Applied.TrySetResult();
        return true;
    }

    private void Pump(Stretch stretch)
    {
        var beat = FlushPace.BeatOf(_timing, Now);
        var (applied, hasWritten) = (0L, false);
        while (!stretch.Inbox.IsCompleted && !stretch.IsHandedOver && !_lost.IsCancellationRequested)
        {
            if (stretch.Inbox.TryTake(out var batch, Wait(Now - beat)))
            {
                var (bytes, records) = (batch.Bytes, batch.Count);
                _work.Apply(batch);
                _held.Take(bytes, records);
                applied += bytes;
            }

            if (_work.IsTakingSnapshot)
            {
                _work.ContinueSnapshot();
            }

            if (FlushPace.IsDue(_timing, Now - beat, applied, _waiting, _work.IsWriting, Trouble is not null, hasWritten))
            {
                hasWritten |= _work.Tick() && applied > 0;
                beat = FlushPace.BeatOf(_timing, Now);
                applied = 0;
            }
        }
    }

    /// <summary>On a clock that all lanes read alike.</summary>
    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>How long to wait for a batch: to the next flush, or a moment where that is put off.</summary>
    private TimeSpan Wait(TimeSpan sinceBeat)
    {
        var left = _timing.FlushInterval - sinceBeat;
        return _work.IsTakingSnapshot ? TimeSpan.Zero : left > WriteCheck ? left : WriteCheck;
    }

    /// <summary>From the opening of a lane, or its coming back, until it is to end.</summary>
    private sealed class Stretch : IDisposable
    {
        private volatile bool _isHandedOver;

        public BlockingCollection<RawBatch> Inbox { get; } = [];

        public TaskCompletionSource Applied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether what waits in the inbox is to be left to whoever has the lane next.</summary>
        public bool IsHandedOver { get => _isHandedOver; set => _isHandedOver = value; }

        public long? AdvanceTo { get; set; }

        public void Dispose() => Inbox.Dispose();
    }

    /// <summary>Bytes offered and not yet applied. Thread-safe.</summary>
    private sealed class Load
    {
        private long _bytes;
        private long _takenBytes;
        private long _takenRecords;

        public long Bytes => Interlocked.Read(ref _bytes);

        public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

        /// <summary>Says that records were applied; by the lane's thread only.</summary>
        public void Take(long bytes, int records)
        {
            Add(-bytes);
            _takenBytes += bytes;
            _takenRecords += records;
        }

        /// <summary>Bytes of a record, on the average of those that were applied; by the lane's thread only.</summary>
        public double RecordBytes => _takenRecords == 0 ? 0 : (double)_takenBytes / _takenRecords;
    }

    [LoggerMessage(4103, LogLevel.Warning, "{Reason} Nothing more is written here")]
    private static partial void LogSuperseded(ILogger log, string reason);

    [LoggerMessage(4101, LogLevel.Error, "Lane {Lane} stopped: {Reason}")]
    private static partial void LogFailed(ILogger log, int lane, string reason);
}
