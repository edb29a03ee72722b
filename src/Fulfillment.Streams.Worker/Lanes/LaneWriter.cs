using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// Writes a lane's flushes one after another: rows, then dead letters, then (when one is ready) a snapshot, then the offsets it
/// covers. Each step is safe to repeat, and none begins before the one before it is durable. Called by the lane's thread only.
/// </summary>
/// <param name="sink">Where rows and dead letters go.</param>
/// <param name="snapshots">The lane's, claimed.</param>
/// <param name="source">Told which offsets are covered.</param>
/// <param name="sourceName">What snapshots say their offsets belong to.</param>
/// <param name="restored">What the lane had counted when it was opened.</param>
/// <param name="timing">When snapshots are due.</param>
/// <param name="patience">Repeats steps.</param>
/// <param name="time">Wall time.</param>
/// <param name="start">Starts writing: on the thread pool, so that the lane goes on meanwhile.</param>
internal sealed class LaneWriter(
    LaneSink sink, LaneSnapshots snapshots, IEventSource source, string sourceName, InputTotals[] restored, LaneTiming timing,
    Patience patience, TimeProvider time, Func<Func<Task>, Task> start)
{
    private InputTotals[] _counted = restored;
    private Task _writing = Task.CompletedTask;
    private long _snapshotAt = time.GetTimestamp();
    private LaneOffsets _covered = LaneOffsets.None;
    private bool _isLast; // of the snapshot that was begun
    private IReadOnlyList<SnapshotBlob>? _ready;
    private bool _snapshotNext;
    private bool _isEnding;
    private bool _dirty;

    /// <summary>Whether a write is under way.</summary>
    public bool IsWriting => !_writing.IsCompleted;

    /// <summary>Makes the next flush begin the last snapshot, whatever the interval says. Somebody waits for the lane from now on.</summary>
    public void End() => (_snapshotNext, _isEnding) = (true, true);

    /// <summary>That was not the end.</summary>
    public void GoOn()
    {
        (_snapshotNext, _isEnding) = (false, false);
        snapshots.GoOn();
    }

    /// <summary>Says that a flush is about to come, until what it returns is disposed: other lanes' inserts may wait for it a moment.</summary>
    public IDisposable Announce() => sink.Tables.AnnounceInserts();

    /// <summary>Starts writing a flush; the one before it must be done, see <see cref="Join"/>.</summary>
    public void Begin(Flush flush, Lane lane, CancellationToken cancellationToken)
    {
        _dirty |= flush.RowCount > 0 || flush.Letters.Count > 0;
        Count(lane, flush);
        var (ready, covered, isLast) = (_ready, _covered, _isLast);
        _ready = null;
        if (IsSnapshotDue(lane))
        {
            BeginSnapshot(lane); // of the state with this flush; saved with a later one, when these rows are durable
        }

        if (flush.RowCount + flush.Letters.Count > 0 || ready is not null)
        {
            var coming = Announce();
            _writing = start(() => WriteAsync(flush, coming, lane.Number, ready, covered, isLast, cancellationToken));
        }
    }

    /// <summary>Goes on with a snapshot for about as long as given; it is saved with the next flush once it is whole.</summary>
    public void ContinueSnapshot(Lane lane, TimeSpan budget)
    {
        using var pause = LaneMetrics.Pause();
        _ready = lane.ContinueSnapshot(budget) ?? _ready;
    }

    /// <summary>Waits for the write under way and throws what it threw. The row buffers are the lane's again afterwards.</summary>
    public void Join() => _writing.GetAwaiter().GetResult();

    /// <summary>Says that the lane writes no more, where its last snapshot has not said so. Blocks.</summary>
    public void HandOver(CancellationToken cancellationToken) =>
        patience.RunAsync(() => snapshots.HandOverAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private async Task WriteAsync(
        Flush flush, IDisposable coming, int lane, IReadOnlyList<SnapshotBlob>? ready, LaneOffsets covered, bool isLast, CancellationToken cancellationToken)
    {
        long began;
        Task[] inserts;
        using (coming)
        {
            await patience.RunAsync(() => snapshots.AdoptAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            began = time.GetTimestamp();
            inserts = [.. flush.Rows.Select(rows => InsertAsync(rows, cancellationToken))];
        }

        await Task.WhenAll(inserts).ConfigureAwait(false);
        LaneMetrics.Flushed(time.GetElapsedTime(began));
        if (flush.Letters.Count > 0)
        {
            await patience.RunAsync(() => sink.Letters.WriteAsync(flush.Letters, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        }

        if (ready is not null)
        {
            LaneMetrics.Saved(ready.Sum(blob => blob.Length));
            await patience.RunAsync(() => snapshots.SaveAsync(sourceName, ready, isLast, cancellationToken), cancellationToken).ConfigureAwait(false);
            source.Commit(lane, covered); // only now may the offsets move
            foreach (var blob in ready)
            {
                blob.Release();
            }
        }

        if (!_isEnding)
        {
            await patience.RunAsync(() => snapshots.TidyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task InsertAsync(RowBuffer rows, CancellationToken cancellationToken)
    {
        LaneMetrics.Wrote(rows.Table.Table, rows.Count);
        return patience.RunAsync(() => sink.Tables.InsertAsync(rows.Table, rows.Bytes, cancellationToken), cancellationToken);
    }

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

    private bool IsSnapshotDue(Lane lane) =>
        _dirty && !lane.IsTakingSnapshot && (_snapshotNext || time.GetElapsedTime(_snapshotAt) >= timing.SnapshotInterval);

    private void BeginSnapshot(Lane lane)
    {
        using var pause = LaneMetrics.Pause();
        lane.BeginSnapshot();
        _covered = lane.Offsets;
        (_dirty, _snapshotNext, _isLast) = (false, false, _isEnding);
        _snapshotAt = time.GetTimestamp();
    }
}
