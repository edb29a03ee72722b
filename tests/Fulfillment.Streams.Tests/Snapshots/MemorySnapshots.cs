using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>Snapshots in memory, which a test may damage.</summary>
internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly SortedDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private uint _epoch;

    /// <summary>All names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _blobs.Keys];

    public byte[] this[string name]
    {
        get => _blobs[name];
        set => _blobs[name] = value;
    }

    public static MemorySnapshots Of(string folder)
    {
        var store = new MemorySnapshots();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            store[Path.GetFileName(file)] = File.ReadAllBytes(file);
        }

        return store;
    }

    /// <summary>A store of its own with the same blobs and the same owner.</summary>
    public MemorySnapshots Copy()
    {
        var copy = new MemorySnapshots { _epoch = _epoch };
        foreach (var (name, bytes) in _blobs)
        {
            copy._blobs.Add(name, (byte[])bytes.Clone());
        }

        return copy;
    }

    /// <summary>How often somebody asked for the lane.</summary>
    public int Claims { get; private set; }

    /// <summary>How often somebody asked for all names.</summary>
    public int Listings { get; private set; }

    /// <summary>Bytes of all blobs ever put.</summary>
    public long Stored { get; private set; }

    public void Remove(string name) => _blobs.Remove(name);

    public Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken) => Task.FromResult(_epoch);

    public Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken)
    {
        Claims++;
        var isFree = epoch > _epoch;
        _epoch = Math.Max(_epoch, epoch);
        return Task.FromResult(isFree);
    }

    public Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken)
    {
        Listings++;
        return Task.FromResult(Names);
    }

    /// <summary>What a writer waits for after its blob is there; nothing where null.</summary>
    public Func<string, Task>? AfterPut { get; set; }

    public Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        var bytes = new byte[content.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in content)
        {
            piece.Span.CopyTo(bytes.AsSpan(at));
            at += piece.Length;
        }

        _blobs[name] = bytes;
        Stored += at;
        return AfterPut?.Invoke(name) ?? Task.CompletedTask;
    }

    public Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.GetValueOrDefault(name));

    public Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            _blobs.Remove(name);
        }

        return Task.CompletedTask;
    }
}
