using System.Reactive;
using System.Reactive.Subjects;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// What a lane does, step by step: batches in, flushes out, snapshots in between. Whoever calls decides when and from which
/// thread, one at a time: a thread of its own in a worker, a schedule in a simulation.
/// </summary>
internal sealed class LaneWork : IDisposable
{
    /// <summary>How long a lane stops for its snapshot before it looks for events again.</summary>
    private static readonly TimeSpan SnapshotStep = TimeSpan.FromMilliseconds(5);

    private readonly LaneWriter _writer;
    private readonly CatchUp _catchUp;
    private readonly LaneTiming _timing;
    private readonly TimeProvider _time;
    private readonly CancellationToken _lost;
    private readonly Subject<RawBatch> _records = new();
    private readonly Subject<Unit> _ticks = new();
    private readonly IDisposable _flushes;

    public LaneWork(Lane lane, LaneWriter writer, CatchUp catchUp, LaneTiming timing, TimeProvider time, CancellationToken lost)
    {
        (Lane, _writer, _catchUp, _timing, _time, _lost) = (lane, writer, catchUp, timing, time, lost);
        _flushes = FulfillmentPipeline.Run(_records, _ticks, lane).Subscribe(f => writer.Begin(f, lane, lost));
    }

    public Lane Lane { get; }

    /// <summary>Whether a snapshot is under way, so that <see cref="ContinueSnapshot"/> has something to do.</summary>
    public bool IsTakingSnapshot => Lane.IsTakingSnapshot;

    /// <summary>Whether the last flush is still being written.</summary>
    public bool IsWriting => _writer.IsWriting;

    /// <summary>Decodes and merges a batch, which becomes the lane's to dispose.</summary>
    public void Apply(RawBatch batch) => _records.OnNext(batch);

    /// <summary>Writes what changed, unless the lane is still reading again what was written before it was opened.</summary>
    /// <returns>Whether it did.</returns>
    public bool Tick()
    {
        if (!_catchUp.IsOver(Lane))
        {
            return false;
        }

        Flush();
        return true;
    }

    /// <summary>Goes on with the snapshot under way for a moment.</summary>
    public void ContinueSnapshot() => _writer.ContinueSnapshot(Lane, SnapshotStep);

    /// <summary>Writes everything, with a snapshot. Nothing may follow but <see cref="GoOn"/>.</summary>
    /// <param name="advanceTo">Moves the clocks there before the last flush; Unix milliseconds.</param>
    public void Finish(long? advanceTo)
    {
        CompleteSnapshot(); // one that is under way, so that the last can begin
        if (advanceTo is { } time)
        {
            Flush();
            Lane.AdvanceTo(time);
        }

        _writer.End();
        Lane.SettleNext();
        Flush();
        CompleteSnapshot(); // while the rows are being written
        Flush(); // saves it
        _writer.Join();
        _writer.HandOver(_lost);
    }

    /// <summary>Goes on after <see cref="Finish"/>: the lane was not given away after all.</summary>
    public void GoOn() => _writer.GoOn();

    public void Dispose()
    {
        _flushes.Dispose();
        _records.Dispose();
        _ticks.Dispose();
    }

    private void CompleteSnapshot()
    {
        while (Lane.IsTakingSnapshot)
        {
            _writer.ContinueSnapshot(Lane, TimeSpan.MaxValue);
        }
    }

    private void Flush()
    {
        var waiting = _time.GetTimestamp();
        _writer.Join(); // a flush reuses the row buffers of the one before
        if (_time.GetElapsedTime(waiting) > _timing.FlushInterval)
        {
            Lane.KeepInputsActive();
        }

        using var coming = _writer.Announce();
        _ticks.OnNext(Unit.Default);
    }
}
