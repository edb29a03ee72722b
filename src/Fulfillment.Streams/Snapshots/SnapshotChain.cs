namespace Fulfillment.Streams.Snapshots;

/// <summary>Finds the newest state that manifests and blobs still tell.</summary>
internal static class SnapshotChain
{
    /// <summary>The manifest of the newest state that can be read, and the state, null where the lane had none yet; null where there is no manifest at all.</summary>
    /// <exception cref="SnapshotsDamagedException">There are manifests, and no state can be read by any.</exception>
    public static async Task<(Manifest Manifest, StoredState? State)?> LoadAsync(
        ISnapshotStore store, int lane, IReadOnlyList<string> names, Action<string> damaged, CancellationToken cancellationToken)
    {
        var complaints = new List<string>();
        foreach (var name in names.Where(n => n.EndsWith(Manifest.Suffix, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal))
        {
            var bytes = await store.GetAsync(lane, name, cancellationToken).ConfigureAwait(false);
            if (bytes is null)
            {
                continue; // its owner deleted it meanwhile
            }

            if (Manifest.Decode(bytes, out var reason) is not { } manifest)
            {
                Complain(SnapshotsDamagedException.PassedOver(name, lane, reason));
            }
            else if (await LoadAsync(manifest, Read, Complain, lane).ConfigureAwait(false) is { } loaded)
            {
                return loaded;
            }
        }

        return complaints.Count == 0 ? null : throw new SnapshotsDamagedException(lane, complaints);

        async Task<byte[]?> Read(BlobRef blob)
        {
            var bytes = await store.GetAsync(lane, blob.Name, cancellationToken).ConfigureAwait(false);
            return blob.Matches(bytes) ? bytes : null;
        }

        void Complain(string complaint)
        {
            complaints.Add(complaint);
            damaged(complaint);
        }
    }

    private static async Task<(Manifest, StoredState?)?> LoadAsync(
        Manifest manifest, Func<BlobRef, Task<byte[]?>> read, Action<string> complain, int lane)
    {
        var (blobs, bad) = await ReadAll(manifest.Base, read).ConfigureAwait(false);
        var basis = manifest.Base;
        if (blobs is null)
        {
            complain($"Blob {bad} of lane {lane}'s snapshot {manifest.Name} is missing or damaged. The blobs it was merged from are used; nothing is lost.");
            (blobs, bad) = await ReadAll(manifest.Merged, read).ConfigureAwait(false);
            basis = manifest.Merged;
        }

        if (blobs is null || (basis.Count == 0 && manifest.Base.Count > 0))
        {
            complain($"Snapshot {manifest.Name} of lane {lane} was passed over: its blob {bad} is missing or damaged.");
            return null;
        }

        var changes = new List<IReadOnlyList<BlobRef>>();
        foreach (var change in manifest.Changes)
        {
            (var more, bad) = await ReadAll(change, read).ConfigureAwait(false);
            if (more is null)
            {
                complain(
                    $"Snapshot {manifest.Name} of lane {lane} is used without what follows its blob {bad}, which is missing or damaged; " +
                    "events since then are read again.");
                break;
            }

            blobs.AddRange(more);
            changes.Add(change);
        }

        if (blobs.Count == 0)
        {
            return manifest.Changes.Count == 0 ? (manifest, null) : null; // a lane without a snapshot yet, or nothing left of it
        }

        var usable = manifest with { Base = basis, Merged = basis == manifest.Base ? manifest.Merged : [], Changes = changes };
        return (usable, new StoredState(manifest.Source, Manifest.FormatVersion, blobs));
    }

    private static async Task<(List<byte[]>? Bytes, string? Bad)> ReadAll(IReadOnlyList<BlobRef> blobs, Func<BlobRef, Task<byte[]?>> read)
    {
        var all = new List<byte[]>();
        foreach (var blob in blobs)
        {
            if (await read(blob).ConfigureAwait(false) is not { } bytes)
            {
                return (null, blob.Name);
            }

            all.Add(bytes);
        }

        return (all, null);
    }
}
