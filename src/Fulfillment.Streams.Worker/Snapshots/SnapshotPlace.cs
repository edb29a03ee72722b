namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>Where snapshots and epochs of lanes are kept.</summary>
public enum SnapshotPlace
{
    /// <summary>In ClickHouse where both Kafka and a ClickHouse server are used, so that workers can share them; in the store otherwise.</summary>
    Auto,

    /// <summary>In the worker's own store directory.</summary>
    Store,

    /// <summary>In tables of the ClickHouse that rows go to.</summary>
    ClickHouse,
}
