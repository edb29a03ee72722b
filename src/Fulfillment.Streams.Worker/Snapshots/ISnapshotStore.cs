namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>Where lanes keep their snapshots. Thread-safe across lanes.</summary>
public interface ISnapshotStore
{
    /// <summary>Publishes a snapshot atomically: either all of it is found by <see cref="Load"/> or none.</summary>
    void Save(int lane, Snapshot snapshot);

    /// <summary>The newest whole snapshot of a lane, or null; damaged ones are passed over and reported.</summary>
    Snapshot? Load(int lane, Action<string> damaged);
}
