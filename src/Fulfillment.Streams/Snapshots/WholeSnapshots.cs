namespace Fulfillment.Streams.Snapshots;

/// <summary>Reads snapshots of format version 2, which were one file of the whole state.</summary>
internal static class WholeSnapshots
{
    /// <summary>The version this reads.</summary>
    public const int FormatVersion = 2;

    private const string Suffix = ".snapshot";
    private static readonly Sealed Seal = new("FSSNAP01"u8.ToArray(), "a snapshot");

    /// <summary>The newest whole one; null where there is none.</summary>
    /// <exception cref="SnapshotsDamagedException">There are some, and none is whole.</exception>
    public static async Task<StoredState?> LoadAsync(
        ISnapshotStore store, int lane, IReadOnlyList<string> names, Action<string> damaged, CancellationToken cancellationToken)
    {
        var complaints = new List<string>();
        foreach (var name in names.Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal))
        {
            var bytes = await store.GetAsync(lane, name, cancellationToken).ConfigureAwait(false);
            if (Decode(bytes ?? [], out var reason) is { } state)
            {
                return state;
            }

            complaints.Add(SnapshotsDamagedException.PassedOver(name, lane, reason));
            damaged(complaints[^1]);
        }

        return complaints.Count == 0 ? null : throw new SnapshotsDamagedException(lane, complaints);
    }

    private static StoredState? Decode(byte[] bytes, out string reason)
    {
        using var reader = Seal.Open(bytes, FormatVersion, FormatVersion, ", which no release wrote", out _, out reason);
        return reader is null ? null : new StoredState(reader.ReadString(), FormatVersion, [reader.ReadBytes(reader.ReadInt32())]);
    }
}
