using System.Diagnostics;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Snapshots;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Writes a lane's flushes one after another: rows, then dead letters, then (when due) the snapshot, then the offsets. Each
/// step is safe to repeat, and none begins before the one before it is durable. Called by the lane's thread only.
/// </summary>
internal sealed partial class LaneWriter(
    LaneSink sink, ISnapshotStore snapshots, IEventSource source, string sourceName, InputTotals[] restored, LaneTiming timing, ILogger log) : IDisposable
{
    private const int NotEnoughSpace = 243;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(15);

    private readonly Stopwatch _sinceSnapshot = Stopwatch.StartNew();
    private readonly CancellationTokenSource _ending = new();
    private InputTotals[] _counted = restored;
    private Task _writing = Task.CompletedTask;
    private bool _snapshotNext;
    private bool _dirty;

    /// <summary>Why the write under way had to be repeated; null while all goes well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Makes the next flush carry a snapshot.</summary>
    public void SnapshotNext() => _snapshotNext = true;

    /// <summary>Ends the patience with a sink that does not recover: the worker is to stop soon. Thread-safe.</summary>
    public void StopSoon() => _ending.CancelAfter(PatienceAtTheEnd);

    /// <summary>Starts writing a flush; the one before it must be done, see <see cref="Join"/>.</summary>
    public void Begin(Flush flush, Lane lane, CancellationToken cancellationToken)
    {
        _dirty |= flush.RowCount > 0 || flush.Letters.Count > 0;
        Count(lane, flush);
        var snapshot = IsSnapshotDue() ? Take(lane) : null;
        if (flush.RowCount + flush.Letters.Count == 0 && snapshot is null)
        {
            return;
        }

        var offsets = lane.Offsets;
        _writing = Task.Run(
            async () =>
            {
                var began = Stopwatch.StartNew();
                foreach (var rows in flush.Rows)
                {
                    LaneMetrics.Wrote(rows.Table.Table, rows.Count);
                    await Insist(() => sink.Tables.InsertAsync(rows.Table, rows.Bytes, cancellationToken), cancellationToken).ConfigureAwait(false);
                }

                LaneMetrics.Flushed(began.Elapsed);
                if (flush.Letters.Count > 0)
                {
                    await Insist(() => sink.Letters.WriteAsync(flush.Letters, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
                }

                if (snapshot is not null)
                {
                    await Insist(() => Task.Run(() => snapshots.Save(lane.Number, snapshot), cancellationToken), cancellationToken).ConfigureAwait(false);
                    source.Commit(lane.Number, offsets); // only now may the offsets move
                }
            },
            cancellationToken);
    }

    /// <summary>Waits for the write under way and throws what it threw. The row buffers are the lane's again afterwards.</summary>
    public void Join() => _writing.GetAwaiter().GetResult();

    public void Dispose() => _ending.Dispose();

    private void Count(Lane lane, Flush flush)
    {
        var now = InputTotals.Of(lane);
        foreach (var (total, before) in now.Zip(_counted))
        {
            LaneMetrics.Counted(total.Since(before));
        }

        _counted = now;
        foreach (var letter in flush.Letters)
        {
            LaneMetrics.Rejected(letter);
        }
    }

    private bool IsSnapshotDue() => _dirty && (_snapshotNext || _sinceSnapshot.Elapsed >= timing.SnapshotInterval);

    private Snapshot Take(Lane lane)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            lane.Write(writer);
        }

        (_dirty, _snapshotNext) = (false, false);
        _sinceSnapshot.Restart();
        return new Snapshot(sourceName, stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    /// <summary>Repeats a step for as long as waiting may help, saying why once per pause.</summary>
    private async Task Insist(Func<Task> step, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                await step().ConfigureAwait(false);
                Trouble = null;
                return;
            }
            catch (Exception failure) when (failure is ClickHouseException or IOException or TimeoutException or HttpRequestException
                && !(began.Elapsed >= timing.GiveUpAfter) && !_ending.IsCancellationRequested)
            {
                Trouble = Explain(failure);
                LaneMetrics.Retried();
                LogRetry(log, pause.TotalSeconds, Trouble);
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is ClickHouseException or IOException or TimeoutException or HttpRequestException)
            {
                throw new LaneFailedException(
                    $"Writing was given up after {began.Elapsed.TotalSeconds:F0} s: {Explain(failure)} What is not written is read again at the next start.", failure);
            }
        }
    }

    private static string Explain(Exception failure) =>
        failure is ClickHouseException { Code: NotEnoughSpace } || failure.Message.StartsWith("No space left", StringComparison.Ordinal)
        ? $"The disk below the store (setting Store, option --store) is full: free space there. {failure.Message}"
        : failure.Message;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(4102, LogLevel.Warning, "A write did not succeed and is repeated in {Seconds} s; nothing is lost meanwhile. {Reason}")]
    private static partial void LogRetry(ILogger log, double seconds, string reason);
}
