using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;

namespace Fulfillment.Streams.ClickHouse.Tests.Snapshots;

/// <summary>Writes of snapshots that were cut short, lost in part or repeated, in tables of ClickHouse.</summary>
[Collection(EmbeddedFixture.Name)]
public sealed class TornSnapshotsTests(EmbeddedFixture embedded) : IAsyncLifetime
{
    private const int Batch = 8 << 20;
    private const int Batches = 3;
    private static readonly ReadOnlyMemory<byte>[] Large = [new byte[((Batches - 1) * Batch) + 5]];
    private static int lanes = 1000;
    private readonly int lane = Interlocked.Increment(ref lanes);
    private readonly ClickHouseSnapshots whole = new(embedded.ClickHouse);

    public Task InitializeAsync() => Migrator.RunAsync(embedded.ClickHouse, default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Batches - 1)]
    public async Task A_put_that_ended_between_its_batches_is_never_found(int batches)
    {
        var dying = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { DiesAfter = batches });

        await Assert.ThrowsAsync<IOException>(() => dying.PutAsync(lane, "a", Large, default));

        Assert.Empty(await whole.NamesAsync(lane, default));
        Assert.Null(await whole.GetAsync(lane, "a", default));
    }

    [Fact]
    public async Task A_torn_put_hides_nothing_and_the_next_one_replaces_all()
    {
        await whole.PutAsync(lane, "a", [new byte[3]], default);
        var dying = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { DiesAfter = 1 });
        await Assert.ThrowsAsync<IOException>(() => dying.PutAsync(lane, "a", Large, default));
        Assert.Equal(3, (await whole.GetAsync(lane, "a", default))!.Length);

        await whole.PutAsync(lane, "a", [new byte[4]], default);

        Assert.Equal(4, (await whole.GetAsync(lane, "a", default))!.Length);
        Assert.Equal(1, await PartitionsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Batches - 1)]
    [InlineData(Batches)]
    public async Task A_blob_of_which_a_batch_got_lost_is_never_found(int lost)
    {
        await whole.PutAsync(lane, "a", [new byte[3]], default);
        var losing = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { Loses = lost });

        await losing.PutAsync(lane, "b", Large, default);

        Assert.Equal(["a"], await whole.NamesAsync(lane, default));
        Assert.Null(await whole.GetAsync(lane, "b", default));
    }

    [Fact]
    public async Task Inserts_that_were_repeated_change_nothing()
    {
        var repeating = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { Times = 2 });
        var bytes = new byte[Batch + (3 << 20) + 1];
        new Random(1).NextBytes(bytes);

        await repeating.PutAsync(lane, "a", [bytes], default);

        Assert.Equal(bytes, await whole.GetAsync(lane, "a", default));
        Assert.True(await repeating.TryClaimAsync(lane, 1, default));
    }

    [Fact]
    public async Task Deleting_frees_all_writes_of_the_name_and_torn_ones_a_day_after()
    {
        var dying = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { DiesAfter = 1 });
        await Assert.ThrowsAsync<IOException>(() => dying.PutAsync(lane, "torn-today", Large, default));
        await Assert.ThrowsAsync<IOException>(() => dying.PutAsync(lane, "a", Large, default));
        await whole.PutAsync(lane, "a", Large, default);
        await embedded.ClickHouse.ExecuteAsync(
            $"INSERT INTO snapshots (lane, name, put, nonce, number, content, written_at) VALUES ({lane}, 'torn-before', 1, 7, 0, 'x', now() - INTERVAL 25 HOUR)", default);

        await whole.DeleteAsync(lane, ["a"], default);

        Assert.Equal("torn-today\n", await embedded.AskAsync($"SELECT DISTINCT name FROM snapshots WHERE lane = {lane}"));
        Assert.Equal(1, await PartitionsAsync());
    }

    [Fact]
    public async Task A_large_blob_is_not_copied_whole()
    {
        ReadOnlyMemory<byte>[] content = [new byte[32 << 20], new byte[32 << 20]];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await whole.PutAsync(lane, "a", content, default);
        var written = GC.GetTotalAllocatedBytes(precise: true);
        await whole.GetAsync(lane, "a", default);
        var read = GC.GetTotalAllocatedBytes(precise: true);

        Assert.InRange(written - before, 0, 2 * Batch);
        Assert.InRange(read - written, 64 << 20, (64 << 20) + Batch);
    }

    private async Task<int> PartitionsAsync() => int.Parse(await embedded.AskAsync(
        $"SELECT uniqExact(partition) FROM system.parts WHERE database = 'fulfillment' AND table = 'snapshots' AND active AND startsWith(partition, '({lane},')"));
}
