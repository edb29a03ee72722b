using System.IO.Hashing;
using System.Runtime.InteropServices;

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

    /// <summary>How many lanes of a process merge at once at most, those <see cref="InBackground"/>.</summary>
    internal static readonly int AtOnceMax = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    private const long LeastBytes = 8 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10); // a store that never answers would have its turn for ever
    private static readonly SemaphoreSlim Turn = new(AtOnceMax);

    private readonly Func<Func<Task<IReadOnlyList<BlobRef>>>, Task<IReadOnlyList<BlobRef>>> _run;
    private readonly int _maxChanges;
    private Task<IReadOnlyList<BlobRef>>? _running;
    private Manifest? _from;
    private uint _number;

    private SnapshotMerge(Func<Func<Task<IReadOnlyList<BlobRef>>>, Task<IReadOnlyList<BlobRef>>> run, int maxChanges) =>
        (_run, _maxChanges) = (run, maxChanges);

    /// <summary>Bytes of changes that a manifest holds itself.</summary>
    public int InlineBytes { get; private init; } = DefaultInlineBytes;

    /// <summary>Merges on the thread pool, a few lanes at once and the others in turn: they take snapshots at much the same moments.</summary>
    public static SnapshotMerge InBackground() => new(work => Task.Run(() => InTurnAsync(work)), DefaultMaxChanges);

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
            damaged($"A merge of snapshots did not succeed and is tried again later. {done.Exception?.InnerException?.Message ?? $"The store did not answer for {Longest.TotalMinutes:F0} minutes."}");
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

    private static async Task<IReadOnlyList<BlobRef>> InTurnAsync(Func<Task<IReadOnlyList<BlobRef>>> work)
    {
        await Turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<IReadOnlyList<BlobRef>> MergeAsync(ISnapshotStore store, int lane, Manifest from, uint number)
    {
        var records = new StateRecords();
        var merged = new List<BlobRef>();
        BlobRef[] blobs = [.. from.Base, .. from.Changes.SelectMany(c => c)];
        using var limit = new CancellationTokenSource(Longest);
        using var known = new KeySet();
        using var room = new NativeBuffer((int)blobs.Where(b => b.Content is null).Select(b => b.Length).DefaultIfEmpty().Max());
        foreach (var blob in blobs.Reverse()) // the newest record of a key is met first
        {
            var bytes = blob.Content.AsMemory();
            if (blob.Content is null)
            {
                bytes = room.Memory[..(int)blob.Length];
                if (!await store.TryReadAsync(lane, blob.Name, bytes, limit.Token).ConfigureAwait(false) || !blob.Matches(bytes.Span))
                {
                    throw new IOException($"Blob {blob.Name} of lane {lane} is missing or damaged.");
                }
            }

            var left = RecordReader.Count(bytes.Span);
            using var starts = new NativeBuffer(left * sizeof(int));
            RecordReader.Index(bytes.Span, StartsIn(starts));
            while (left > 0)
            {
                left = Add(records, known, bytes.Span, StartsIn(starts)[..left]);
                await Put(records.TakeFull()).ConfigureAwait(false);
            }
        }

        await Put(records.Close()).ConfigureAwait(false);
        return merged;

        async Task Put(IReadOnlyList<SnapshotBlob> full)
        {
            foreach (var blob in full)
            {
                var reference = new BlobRef($"{PrefixOf(from, number)}{merged.Count}.blob", blob.Length, blob.Checksum());
                await store.PutAsync(lane, reference.Name, blob.Pieces, limit.Token).ConfigureAwait(false);
                blob.Release();
                merged.Add(reference);
            }
        }
    }

    private static Span<int> StartsIn(NativeBuffer buffer) => MemoryMarshal.Cast<byte, int>(buffer.GetSpan());

    /// <summary>Adds records from the last to the first, until a blob is full, and gives how many are left.</summary>
    private static int Add(StateRecords records, KeySet known, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts)
    {
        var left = starts.Length;
        while (left > 0 && !records.HasFull)
        {
            var record = RecordReader.At(bytes, starts[--left]);
            if (known.Add(XxHash128.HashToUInt128(RecordReader.KeyOf(record))) && !RecordReader.SaysGone(record))
            {
                records.Copy(record);
            }
        }

        return left;
    }

    private static string PrefixOf(Manifest from, uint number) =>
        FormattableString.Invariant($"{Manifest.NameOf(from.Epoch, from.Sequence)}-m{number}-");
}
