namespace Fulfillment.Streams.Snapshots;

/// <summary>There are snapshots of a lane and none of them can be read; the message says what is wrong with each and what to do.</summary>
public sealed class SnapshotsDamagedException(string message) : Exception(message);
