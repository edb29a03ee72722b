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
    private bool _isAdopted = true; // whether the newest is ours to go on from
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
        var epoch = leastEpoch;
        for (var step = 0; !await store.TryClaimAsync(lane, epoch, cancellationToken).ConfigureAwait(false); step = Random.Shared.Next(1, 8))
        {
            // the next one at first; two who asked for the same may both have been refused
            epoch = Math.Max(epoch + (uint)step, await store.LastEpochAsync(lane, cancellationToken).ConfigureAwait(false) + 1);
        }

        return new LaneSnapshots(store, lane, epoch, damaged, merge);
    }

    /// <summary>
    /// Looks at a lane before it is claimed. Where its owner before has not written its last snapshot it may still be at it, or gone
    /// without a word: to wait for a moment saves reading again what it is about to write, and changes nothing else.
    /// </summary>
    /// <returns>Whether there is nobody to wait for, and the epoch of the newest snapshot; 0 where there is none.</returns>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    public static async Task<(bool IsHandedOver, uint Epoch)> LookAsync(ISnapshotStore store, int lane, CancellationToken cancellationToken) =>
        Manifest.Among(await store.NamesAsync(lane, cancellationToken).ConfigureAwait(false)).FirstOrDefault() is { } newest
            ? (Manifest.SaysLast(newest), Manifest.EpochOf(newest))
            : (true, 0);

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

        (_newest, var state) = loaded ?? (_newest, null);
        _strays = names.Count - _newest.Blobs.Count(b => b.Content is null);
        _kept.Add(_newest);
        _isAdopted = false;
        return state;
    }

    /// <summary>
    /// Publishes what was loaded, be it nothing, under our epoch, and looks whether that is still the highest. To be called before
    /// rows are written on top of it. Who claims the lane later then goes on from here, and writes again what we do; had it gone on
    /// from another state before, rows of ours, newer than those of that state, would stay. Costs nothing once it is done.
    /// </summary>
    /// <exception cref="LaneSupersededException">The lane was claimed by another.</exception>
    /// <exception cref="IOException">The store cannot be used now; asking again may help.</exception>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        if (!_isAdopted)
        {
            await PublishAsync(Next() with { IsLast = false }, cancellationToken).ConfigureAwait(false);
            await CheckOwnerAsync(cancellationToken).ConfigureAwait(false);
            _isAdopted = true;
        }
    }

    /// <summary>Publishes what changed since the last snapshot, durably, or not at all.</summary>
    /// <param name="source">Identity of the source the offsets belong to.</param>
    /// <param name="changes">What the lane gathered.</param>
    /// <param name="isLast">Whether nothing is written after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LaneSupersededException">The lane was claimed by another.</exception>
    /// <exception cref="IOException">The store cannot be used now; calling again with the same changes may help.</exception>
    public async Task SaveAsync(string source, IReadOnlyList<SnapshotBlob> changes, bool isLast, CancellationToken cancellationToken)
    {
        await AdoptAsync(cancellationToken).ConfigureAwait(false);
        var next = Next() with { Source = source, IsLast = isLast };
        var inline = _newest.Changes.Sum(c => c.Sum(b => b.Content?.LongLength ?? 0)) + changes.Sum(c => c.Length) <= _merge.InlineBytes;
        var added = new List<BlobRef>();
        foreach (var blob in changes)
        {
            added.Add(await PutAsync($"{Manifest.NameOf(next.Epoch, next.Sequence)}-{added.Count}.blob", blob, inline, cancellationToken).ConfigureAwait(false));
        }

        await PublishAsync(_merge.Taken(next with { Changes = [.. _newest.Changes, added] }, _damaged), cancellationToken).ConfigureAwait(false);
        await CheckOwnerAsync(cancellationToken).ConfigureAwait(false);
        _merge.BeginIfDue(_store, _lane, _newest);
    }

    /// <summary>Says that nothing is written any more, unless the newest snapshot does, or there is none.</summary>
    /// <exception cref="IOException">The store cannot be written now; asking again may help.</exception>
    public async Task HandOverAsync(CancellationToken cancellationToken)
    {
        if (!_newest.IsLast && _newest.Sequence > 0)
        {
            await PublishAsync(Next() with { IsLast = true }, cancellationToken).ConfigureAwait(false);
            _isAdopted = true;
        }
    }

    /// <summary>The last snapshot was not the last: the lane goes on with the same epoch.</summary>
    public void GoOn() => _isAdopted &= !_newest.IsLast;

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

    private async Task CheckOwnerAsync(CancellationToken cancellationToken)
    {
        var last = await _store.LastEpochAsync(_lane, cancellationToken).ConfigureAwait(false);
        if (last > Epoch)
        {
            throw new LaneSupersededException(_lane, Epoch, last);
        }
    }

    private Manifest Next() => _newest with { Epoch = Epoch, Sequence = _newest.Epoch == Epoch ? _newest.Sequence + 1 : 1 };

    private async Task<BlobRef> PutAsync(string name, SnapshotBlob blob, bool inline, CancellationToken cancellationToken)
    {
        if (inline)
        {
            return BlobRef.Inline(name, blob);
        }

        var reference = new BlobRef(name, blob.Length, blob.Checksum()); // of what is about to be written, not of what it may have become
        await _store.PutAsync(_lane, name, blob.Pieces, cancellationToken).ConfigureAwait(false);
        return reference;
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
