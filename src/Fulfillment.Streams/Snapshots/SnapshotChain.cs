namespace Fulfillment.Streams.Snapshots;

/// <summary>Finds the newest state that manifests and blobs still tell.</summary>
internal static class SnapshotChain
{
    /// <summary>Bytes read by one question, unless one blob has more.</summary>
    private const long BytesTogether = 64 << 20;

    /// <summary>The manifest of the newest state that can be read, and the state, null where the lane had none yet; null where there is no manifest at all.</summary>
    /// <exception cref="SnapshotsDamagedException">There are manifests, and no state can be read by any.</exception>
    public static async Task<(Manifest Manifest, StoredState? State)?> LoadAsync(
        ISnapshotStore store, int lane, IReadOnlyList<string> names, Action<string> damaged, CancellationToken cancellationToken)
    {
        var complaints = new List<string>();
        foreach (var name in Manifest.Among(names))
        {
            if (await store.GetAsync(lane, [name], cancellationToken).ConfigureAwait(false) is not [{ } bytes])
            {
                continue; // its owner deleted it meanwhile
            }

            if (Manifest.Decode(bytes, out var reason) is not { } manifest)
            {
                Complain(SnapshotsDamagedException.PassedOver(name, lane, reason));
            }
            else if (await LoadAsync(manifest with { IsLast = Manifest.SaysLast(name) }, Read, Complain, lane).ConfigureAwait(false) is { } loaded
                && (loaded.Item2 is not null || complaints.Count <= 1)) // a lane that had much does not begin anew behind one's back
            {
                return loaded;
            }
        }

        return complaints.Count == 0 ? null : throw new SnapshotsDamagedException(lane, complaints);

        async Task<byte[]?[]> Read(IReadOnlyList<BlobRef> blobs)
        {
            var contents = new List<byte[]?>();
            foreach (var together in Questions([.. blobs.Where(b => b.Content is null)]))
            {
                contents.AddRange(await store.GetAsync(lane, together, cancellationToken).ConfigureAwait(false));
            }

            using var next = ((IEnumerable<byte[]?>)contents).GetEnumerator();
            return [.. blobs.Select(b => b.Content ?? (next.MoveNext() && b.Matches(next.Current) ? next.Current : null))];
        }

        void Complain(string complaint)
        {
            complaints.Add(complaint);
            damaged(complaint);
        }
    }

    private static async Task<(Manifest, StoredState?)?> LoadAsync(
        Manifest manifest, Func<IReadOnlyList<BlobRef>, Task<byte[]?[]>> read, Action<string> complain, int lane)
    {
        // in few questions: a store at the other end of a network answers them sooner than one for each blob
        var contents = await read([.. manifest.Base, .. manifest.Changes.SelectMany(c => c)]).ConfigureAwait(false);
        var (blobs, bad) = Whole(manifest.Base, contents);
        var basis = manifest.Base;
        if (blobs is null)
        {
            complain($"Blob {bad} of lane {lane}'s snapshot {manifest.Name} is missing or damaged. The blobs it was merged from are used; nothing is lost.");
            (blobs, bad) = Whole(manifest.Merged, await read(manifest.Merged).ConfigureAwait(false));
            basis = manifest.Merged;
        }

        if (blobs is null || (basis.Count == 0 && manifest.Base.Count > 0))
        {
            complain($"Snapshot {manifest.Name} of lane {lane} was passed over: its blob {bad} is missing or damaged.");
            return null;
        }

        var changes = new List<IReadOnlyList<BlobRef>>();
        var next = manifest.Base.Count;
        foreach (var change in manifest.Changes)
        {
            (var more, bad) = Whole(change, contents.AsSpan(next, change.Count));
            if (more is null)
            {
                complain(
                    $"Snapshot {manifest.Name} of lane {lane} is used without what follows its blob {bad}, which is missing or damaged; " +
                    "events since then are read again.");
                break;
            }

            next += change.Count;
            blobs.AddRange(more);
            changes.Add(change);
        }

        if (blobs.Count == 0)
        {
            return manifest.Changes.Count == 0 ? (manifest, null) : null; // a lane without a snapshot yet, or nothing left of it
        }

        var usable = manifest with { Base = basis, Merged = basis == manifest.Base ? manifest.Merged : [], Changes = changes };
        return (usable, new StoredState(manifest.Source, manifest.ReadVersion, blobs));
    }

    /// <summary>The names to ask for at once: as many as have <see cref="BytesTogether"/>, so that no answer outgrows the store's limits.</summary>
    private static List<List<string>> Questions(IReadOnlyList<BlobRef> blobs)
    {
        var (questions, bytes) = (new List<List<string>>(), BytesTogether + 1); // full, so that the first begins one
        foreach (var blob in blobs)
        {
            bytes += blob.Length;
            if (bytes > BytesTogether)
            {
                questions.Add([]);
                bytes = blob.Length;
            }

            questions[^1].Add(blob.Name);
        }

        return questions;
    }

    /// <summary>The contents of all of the blobs, or the name of the first there is none of.</summary>
    private static (List<byte[]>? Bytes, string? Bad) Whole(IReadOnlyList<BlobRef> blobs, ReadOnlySpan<byte[]?> contents)
    {
        var all = new List<byte[]>();
        for (var i = 0; i < blobs.Count; i++)
        {
            if (contents[i] is not { } bytes)
            {
                return (null, blobs[i].Name);
            }

            all.Add(bytes);
        }

        return (all, null);
    }
}
