namespace Fulfillment.Streams.Snapshots;

/// <summary>There are snapshots of a lane and none of them can be read; the message says what is wrong with each and what to do.</summary>
/// <param name="lane">The lane.</param>
/// <param name="complaints">What is wrong with each, sentences.</param>
public sealed class SnapshotsDamagedException(int lane, IEnumerable<string> complaints) : Exception(
    $"None of the snapshots of lane {lane} can be read. {string.Join(' ', complaints)} Restore them from a backup, or move them away " +
    "to read again everything that the source still has.")
{
    /// <summary>What is said of a snapshot that cannot be read.</summary>
    internal static string PassedOver(string name, int lane, string reason) =>
        $"Snapshot {name} of lane {lane} was passed over: {reason}. The one before it is used; events since then are read again.";
}
