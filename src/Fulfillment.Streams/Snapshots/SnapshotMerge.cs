using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Merges a base and the changes that gathered on it into a new base, beside the lane's work, so that a snapshot stays
/// proportional to what changed and a restore to what there is. Not thread-safe.
/// </summary>
public sealed class SnapshotMerge
{
    /// <summary>Changes gathered after which they are merged, however few bytes they are.</summary>
    public const int DefaultMaxChanges = 64;

    /// <summary>
    /// Bytes of changes that a manifest holds itself, until they are merged: a small lane is then one blob to write and to read.
    /// </summary>
    public const int DefaultInlineBytes = 256 << 10;

    private const long LeastBytes = 8 << 20;

    private readonly Func<Func<Task<IReadOnlyList<BlobRef>>>, Task<IReadOnlyList<BlobRef>>> _run;
    private readonly int _maxChanges;
    private Task<IReadOnlyList<BlobRef>>? _running;
    private Manifest? _from;
    private uint _number;

    private SnapshotMerge(Func<Func<Task<IReadOnlyList<BlobRef>>>, Task<IReadOnlyList<BlobRef>>> run, int maxChanges) =>
        (_run, _maxChanges) = (run, maxChanges);

    /// <summary>Bytes of changes that a manifest holds itself.</summary>
    public int InlineBytes { get; private init; } = DefaultInlineBytes;

    /// <summary>Merges on the thread pool.</summary>
    public static SnapshotMerge InBackground() => new(work => Task.Run(work), DefaultMaxChanges);

    /// <summary>Merges at once, on the thread of the caller: for those whose time is not the machine's.</summary>
    public static SnapshotMerge AtOnce(int maxChanges, int inlineBytes = DefaultInlineBytes) =>
        new(work => work(), maxChanges) { InlineBytes = inlineBytes };

    /// <summary>Whether a merge reads a blob, or has written it and no manifest mentions it yet.</summary>
    internal bool IsUsing(string name) => _from is { } from
        && (name.StartsWith(PrefixOf(from, _number), StringComparison.Ordinal) || from.Blobs.Any(b => b.Name == name));

    /// <summary>The manifest with the new base in place of what was merged into it, where a merge is done.</summary>
    internal Manifest Taken(Manifest manifest, Action<string> damaged)
    {
        if (_running is not { IsCompleted: true } done || _from is not { } from)
        {
            return manifest;
        }

        (_running, _from) = (null, null);
        if (!done.IsCompletedSuccessfully)
        {
            damaged($"A merge of snapshots did not succeed and is tried again later. {done.Exception?.InnerException?.Message}");
            return manifest;
        }

        return manifest with
        {
            Base = done.Result,
            Merged = [.. from.Base, .. from.Changes.SelectMany(c => c)],
            Changes = [.. manifest.Changes.Skip(from.Changes.Count)],
        };
    }

    /// <summary>Begins a merge where enough has gathered and none is running.</summary>
    internal void BeginIfDue(ISnapshotStore store, int lane, Manifest manifest)
    {
        var gathered = manifest.Changes.Sum(c => c.Sum(b => b.Length));
        if (_running is not null || manifest.Changes.Count < 2
            || (manifest.Changes.Count < _maxChanges && gathered < Math.Max(LeastBytes, manifest.Base.Sum(b => b.Length) / 2)))
        {
            return;
        }

        (_from, _number) = (manifest, _number + 1);
        var number = _number;
        _running = _run(() => MergeAsync(store, lane, manifest, number));
    }

    private static async Task<IReadOnlyList<BlobRef>> MergeAsync(ISnapshotStore store, int lane, Manifest from, uint number)
    {
        var records = new StateRecords();
        var known = new HashSet<UInt128>();
        var merged = new List<BlobRef>();
        BlobRef[] blobs = [.. from.Base, .. from.Changes.SelectMany(c => c)];
        foreach (var blob in blobs.Reverse()) // the newest record of a key is met first
        {
            var bytes = blob.Content ?? await store.GetAsync(lane, blob.Name, CancellationToken.None).ConfigureAwait(false);
            if (!blob.Matches(bytes))
            {
                throw new IOException($"Blob {blob.Name} of lane {lane} is missing or damaged.");
            }

            Add(records, known, bytes!);
            await Put(records.TakeFull()).ConfigureAwait(false);
        }

        await Put(records.Close()).ConfigureAwait(false);
        return merged;

        async Task Put(IReadOnlyList<SnapshotBlob> full)
        {
            foreach (var blob in full)
            {
                var reference = new BlobRef($"{PrefixOf(from, number)}{merged.Count}.blob", blob.Length, blob.Checksum());
                await store.PutAsync(lane, reference.Name, blob.Pieces, CancellationToken.None).ConfigureAwait(false);
                merged.Add(reference);
            }
        }
    }

    private static void Add(StateRecords records, HashSet<UInt128> known, byte[] bytes)
    {
        foreach (var (start, length) in RecordReader.Index(bytes).AsEnumerable().Reverse())
        {
            var record = bytes.AsSpan(start, length);
            if (known.Add(XxHash128.HashToUInt128(RecordReader.KeyOf(record))) && !RecordReader.SaysGone(record))
            {
                records.Copy(record);
            }
        }
    }

    private static string PrefixOf(Manifest from, uint number) =>
        FormattableString.Invariant($"{Manifest.NameOf(from.Epoch, from.Sequence)}-m{number}-");
}
