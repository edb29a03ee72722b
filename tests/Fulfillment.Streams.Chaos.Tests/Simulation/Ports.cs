using System.Globalization;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>The world as one process reaches it: every durable step goes through its fate.</summary>
internal sealed class Ports(World world, Fate fate, Func<Topic, int, long> lag) : IClickHouse, IDeadLetterSink, ISnapshotStore, IEventSource
{
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        fate.Step($"rows of {table.Table}", part => world.Insert(table, rowBinary.Span, part));
        return Task.CompletedTask;
    }

    public async Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        var partition = int.Parse(query.Sql.AsSpan(query.Sql.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
        await output.WriteAsync(Encoding.UTF8.GetBytes(world.Freshness(partition)), cancellationToken);
    }

    public ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        fate.Step("letters", part => world.Letters.UnionWith(
            letters.Take((int)Math.Ceiling(letters.Count * part)).Select(l => (l.Topic, l.Partition, l.Offset))));
        return ValueTask.CompletedTask;
    }

    public Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken) => world.Snapshots[lane].LastEpochAsync(lane, cancellationToken);

    public Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken)
    {
        var isClaimed = false;
        fate.Step("epoch", part => isClaimed = part > 0 && world.Snapshots[lane].TryClaimAsync(lane, epoch, cancellationToken).Result);
        return Task.FromResult(isClaimed);
    }

    public Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken) => world.Snapshots[lane].NamesAsync(lane, cancellationToken);

    public Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var step = name.EndsWith(".manifest", StringComparison.Ordinal) ? "manifest" : name.Contains("-m", StringComparison.Ordinal) ? "merged blob" : "blob";
        fate.Step(step, part =>
        {
            if (part == 1) // never in part: that is the store's promise, which its own tests hold it to
            {
                world.Snapshots[lane].PutAsync(lane, name, content, cancellationToken);
            }
        });
        return Task.CompletedTask;
    }

    public Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken) => world.Snapshots[lane].GetAsync(lane, name, cancellationToken);

    public Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        fate.Step("deletion", part => world.Snapshots[lane].DeleteAsync(lane, [.. names.Take((int)Math.Ceiling(names.Count * part))], cancellationToken));
        return Task.CompletedTask;
    }

    public void Run(ILaneHost host, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Commit(int lane, LaneOffsets offsets)
    {
        if (!fate.IsDead)
        {
            fate.Step("commit"); // nothing depends on it: the snapshot counts
        }
    }

    public long Lag(Topic topic, int partition) => lag(topic, partition);

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
