using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>Reads snapshots of format version 2, which were one file of the whole state.</summary>
internal static class WholeSnapshots
{
    /// <summary>The version this reads.</summary>
    public const int FormatVersion = 2;

    private const string Suffix = ".snapshot";
    private const int ChecksumLength = 16;
    private static readonly byte[] Magic = "FSSNAP01"u8.ToArray();

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

            complaints.Add($"Snapshot {name} of lane {lane} was passed over: {reason}. The one before it is used; events since then are read again.");
            damaged(complaints[^1]);
        }

        return complaints.Count == 0 ? null : throw new SnapshotsDamagedException(
            $"None of the snapshots of lane {lane} can be read. {string.Join(' ', complaints)} Restore them from a backup, or move them away " +
            "to read again everything that the source still has.");
    }

    private static StoredState? Decode(byte[] bytes, out string reason)
    {
        reason = "";
        var body = bytes.AsSpan(0, Math.Max(0, bytes.Length - ChecksumLength));
        if (!body.StartsWith(Magic))
        {
            reason = "it is not a snapshot";
        }
        else if (!XxHash128.Hash(body).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)))
        {
            reason = "its checksum does not match";
        }
        else if (BitConverter.ToInt32(body[Magic.Length..]) is var version && version != FormatVersion)
        {
            reason = $"its format is version {version}, which no release wrote";
        }
        else
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length + sizeof(int), body.Length - Magic.Length - sizeof(int)));
            var source = reader.ReadString();
            return new StoredState(source, FormatVersion, [reader.ReadBytes(reader.ReadInt32())]);
        }

        return null;
    }
}
