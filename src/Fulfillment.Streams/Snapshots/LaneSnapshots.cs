namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// The snapshots of one lane in a store. Each adds what changed since the one before; now and then what has gathered is merged
/// into a new base. One owner at a time: it claims an epoch first, and what others with a lower one write later does not count.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// Every blob has a checksum in the manifest that names it, and manifests have their own. Where a blob of changes is damaged, the
/// state of the snapshot before it is used; where one of the base is, the blobs that were merged into it.
/// </remarks>
public sealed class LaneSnapshots
{
    /// <summary>Manifests kept: the newest and the one it falls back to.</summary>
    private const int Kept = 2;

    /// <summary>Names that may gather in the store before they are looked through.</summary>
    private const int ManyStrays = 8;

    private readonly ISnapshotStore _store;
    private readonly int _lane;
    private readonly Action<string> _damaged;
    private readonly SnapshotMerge _merge;
    private readonly List<Manifest> _kept = [];
    private Manifest _newest;
    private int _strays; // names that may have gathered in the store without being needed

    private LaneSnapshots(ISnapshotStore store, int lane, uint epoch, Action<string> damaged, SnapshotMerge merge)
    {
        (_store, _lane, Epoch, _damaged, _merge) = (store, lane, epoch, damaged, merge);
        _newest = new Manifest(epoch, 0, "", [], [], []);
    }

    /// <summary>The epoch claimed; higher than that of whoever held the lane before.</summary>
    public uint Epoch { get; }

    /// <summary>Claims a lane.</summary>
    /// <param name="store">Where its snapshots are.</param>
    /// <param name="lane">The partition index.</param>
    /// <param name="leastEpoch">The epoch will not be lower.</param>
    /// <param name="damaged">Told of each blob or manifest that had to be passed over.</param>
    /// <param name="merge">How what gathers is merged; this lane's own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be used now; asking again may help.</exception>
    public static async Task<LaneSnapshots> ClaimAsync(
        ISnapshotStore store, int lane, uint leastEpoch, Action<string> damaged, SnapshotMerge merge, CancellationToken cancellationToken)
    {
        for (var epoch = leastEpoch; ; epoch += (uint)Random.Shared.Next(1, 8)) // two who asked for the same may both have been refused
        {
            epoch = Math.Max(epoch, await store.LastEpochAsync(lane, cancellationToken).ConfigureAwait(false) + 1);
            if (await store.TryClaimAsync(lane, epoch, cancellationToken).ConfigureAwait(false))
            {
                return new LaneSnapshots(store, lane, epoch, damaged, merge);
            }
        }
    }

    /// <summary>The newest state that can be read, null where the lane has none yet. Call it once, first.</summary>
    /// <exception cref="SnapshotsDamagedException">There are snapshots, and none can be read.</exception>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    public async Task<StoredState?> LoadAsync(CancellationToken cancellationToken)
    {
        var names = await _store.NamesAsync(_lane, cancellationToken).ConfigureAwait(false);
        var loaded = await SnapshotChain.LoadAsync(_store, _lane, names, _damaged, cancellationToken).ConfigureAwait(false);
        if (loaded is null
            && await WholeSnapshots.LoadAsync(_store, _lane, names, _damaged, cancellationToken).ConfigureAwait(false) is { } whole)
        {
            return whole;
        }

        // Adopted before anything is written on top of it, be it nothing: a snapshot that the owner before publishes from now on
        // would know nothing of our rows.
        var (manifest, state) = loaded ?? (_newest, null);
        _strays = names.Count - manifest.Blobs.Count(b => b.Content is null);
        _kept.Add(manifest);
        await PublishAsync(manifest with { Epoch = Epoch, Sequence = 1 }, cancellationToken).ConfigureAwait(false);
        return state;
    }

    /// <summary>Publishes what changed since the last snapshot, durably, or not at all.</summary>
    /// <param name="source">Identity of the source the offsets belong to.</param>
    /// <param name="changes">What the lane gathered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be written now; calling again with the same changes may help.</exception>
    public async Task SaveAsync(string source, IReadOnlyList<SnapshotBlob> changes, CancellationToken cancellationToken)
    {
        var sequence = _newest.Sequence + 1;
        var inline = _newest.Changes.Sum(c => c.Sum(b => b.Content?.LongLength ?? 0)) + changes.Sum(c => c.Length) <= _merge.InlineBytes;
        var added = new List<BlobRef>();
        foreach (var blob in changes)
        {
            added.Add(await PutAsync($"{Manifest.NameOf(Epoch, sequence)}-{added.Count}.blob", blob, inline, cancellationToken).ConfigureAwait(false));
        }

        var next = _newest with { Epoch = Epoch, Sequence = sequence, Source = source, Changes = [.. _newest.Changes, added] };
        await PublishAsync(_merge.Taken(next, _damaged), cancellationToken).ConfigureAwait(false);
        _merge.BeginIfDue(_store, _lane, _newest);
    }

    /// <summary>
    /// Deletes what no kept manifest needs, unless the lane has a new owner, who decides then. Costs nothing where there is little
    /// to delete, so that it can be called often; best while nobody waits for the lane.
    /// </summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        if (_strays < ManyStrays || _kept.Count < Kept)
        {
            return; // nothing to fall back to yet but what was there before
        }

        var used = _kept.SelectMany(m => m.Blobs.Select(b => b.Name)).Concat(_kept.Select(m => m.Name)).ToHashSet();
        try
        {
            var names = await _store.NamesAsync(_lane, cancellationToken).ConfigureAwait(false);
            string[] unused = [.. names.Where(n => !used.Contains(n) && !_merge.IsUsing(n) && IsOurs(n))];
            if (unused.Length > 0 && await _store.LastEpochAsync(_lane, cancellationToken).ConfigureAwait(false) == Epoch)
            {
                await _store.DeleteAsync(_lane, unused, cancellationToken).ConfigureAwait(false);
            }

            _strays = 0;
        }
        catch (IOException)
        {
            // the snapshot is published; what is left over is deleted another time
        }
    }

    private async Task<BlobRef> PutAsync(string name, SnapshotBlob blob, bool inline, CancellationToken cancellationToken)
    {
        if (inline)
        {
            return BlobRef.Inline(name, blob);
        }

        await _store.PutAsync(_lane, name, blob.Pieces, cancellationToken).ConfigureAwait(false);
        return new BlobRef(name, blob.Length, blob.Checksum());
    }

    private async Task PublishAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        await _store.PutAsync(_lane, manifest.Name, [manifest.Encode()], cancellationToken).ConfigureAwait(false);
        _strays++; // the one before the one before it
        _newest = manifest;
        _kept.Add(manifest);
        _kept.RemoveRange(0, Math.Max(0, _kept.Count - Kept));
    }

    /// <summary>Whether a blob was written by us or an owner before us.</summary>
    private bool IsOurs(string name) => string.CompareOrdinal(name, Manifest.NameOf(Epoch, uint.MaxValue) + "~") < 0;
}
