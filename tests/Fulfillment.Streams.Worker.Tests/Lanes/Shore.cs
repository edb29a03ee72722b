using System.Reactive.Disposables;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>All that a lane reaches, in memory: notes each step in order, and fails or holds up those a test names.</summary>
internal sealed class Shore : IClickHouse, IDeadLetterSink, ISnapshotStore, IEventSource
{
    private readonly SortedDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private uint _epoch;

    /// <summary>Steps begun: <c>rows</c>, <c>letters</c>, <c>blob</c>, <c>manifest</c>, <c>commit</c>; one after another of a kind once.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>Offsets of the stock topic, as committed.</summary>
    public List<long> Committed { get; } = [];

    /// <summary>Dead letters taken.</summary>
    public List<DeadLetter> Letters { get; } = [];

    /// <summary>What a step waits for or throws.</summary>
    public Func<string, Task> On { get; set; } = _ => Task.CompletedTask;

    /// <summary>The highest epoch claimed.</summary>
    public uint Epoch => _epoch;

    /// <summary>Records, or bytes, of the stock topic still to be delivered.</summary>
    public long Left { get; set; }

    public bool IsLagInBytes { get; set; }

    /// <summary>How many announced inserts that have not come yet.</summary>
    public int Announced { get; private set; }

    /// <summary>The steps since the last call.</summary>
    public string Take()
    {
        var steps = string.Join(' ', Steps);
        Steps.Clear();
        return steps;
    }

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IDisposable AnnounceInserts()
    {
        Announced++;
        return Disposable.Create(() => Announced--);
    }

    public Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken) => Step("rows");

    public Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        await Step("letters");
        Letters.AddRange(letters);
    }

    public Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken) => Task.FromResult(_epoch);

    public Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken)
    {
        var isFree = epoch > _epoch;
        _epoch = Math.Max(_epoch, epoch);
        return Task.FromResult(isFree);
    }

    public Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _blobs.Keys]);

    public async Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        await Step(name.EndsWith(".manifest", StringComparison.Ordinal) ? "manifest" : "blob");
        _blobs[name] = [.. content.SelectMany(piece => piece.ToArray())];
    }

    public Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken) => Task.FromResult(_blobs.GetValueOrDefault(name));

    public Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            _blobs.Remove(name);
        }

        return Task.CompletedTask;
    }

    public void Run(ILaneHost host, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Commit(int lane, LaneOffsets offsets)
    {
        Steps.Add("commit");
        Committed.Add(offsets[Topic.Stock]);
    }

    public long Lag(Topic topic, int partition) => topic == Topic.Stock ? Left : 0;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Step(string step)
    {
        if (Steps.LastOrDefault() != step)
        {
            Steps.Add(step);
        }

        return On(step);
    }
}
