using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Worker.Snapshots;

namespace Fulfillment.Streams.Worker.Tests.Snapshots;

/// <summary>Blobs are found whole or not at all, and an epoch has one owner.</summary>
public sealed class DirectorySnapshotsTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task What_was_put_is_found_until_it_is_deleted()
    {
        var store = new DirectorySnapshots(_temp.Path);
        await store.PutAsync(3, "a.blob", [new byte[] { 1, 2 }, new byte[] { 3 }], default);
        await store.PutAsync(3, "b.blob", [], default);
        await store.PutAsync(3, "a.blob", [new byte[] { 4 }], default);

        Assert.Equal(new byte[] { 4 }, (await store.GetAsync(3, "a.blob", default))!);
        Assert.Empty((await store.GetAsync(3, "b.blob", default))!);
        Assert.Equal(["a.blob", "b.blob"], (await store.NamesAsync(3, default)).Order());
        Assert.Empty(await store.NamesAsync(4, default));
        await store.DeleteAsync(3, ["a.blob", "never"], default);
        Assert.Null(await store.GetAsync(3, "a.blob", default));
    }

    [Fact]
    public async Task A_file_that_was_being_written_when_the_process_died_is_not_looked_at()
    {
        var store = new DirectorySnapshots(_temp.Path);
        await store.PutAsync(0, "a.blob", [new byte[] { 1 }], default);
        await File.WriteAllBytesAsync(Path.Combine(_temp.Path, "lane-0", "b.blob.partial"), [1, 2, 3]);
        Assert.Equal(["a.blob"], await store.NamesAsync(0, default));
    }

    [Fact]
    public async Task Of_many_who_ask_for_an_epoch_one_gets_it()
    {
        var asked = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var store = new DirectorySnapshots(_temp.Path); // as another worker would
            return (await LaneSnapshots.ClaimAsync(store, 0, 5, _ => { }, SnapshotMerge.InBackground(), default)).Epoch;
        }));
        var epochs = await Task.WhenAll(asked);
        Assert.Equal(16, epochs.Distinct().Count());
        Assert.True(epochs.Min() >= 5);
        Assert.Equal(epochs.Max(), await new DirectorySnapshots(_temp.Path).LastEpochAsync(0, default));
    }

    [Fact]
    public async Task An_epoch_below_one_claimed_is_not_given()
    {
        var store = new DirectorySnapshots(_temp.Path);
        Assert.Equal(0u, await store.LastEpochAsync(0, default));
        Assert.True(await store.TryClaimAsync(0, 7, default));
        Assert.False(await store.TryClaimAsync(0, 7, default));
        Assert.False(await store.TryClaimAsync(0, 6, default));
        Assert.True(await store.TryClaimAsync(0, 9, default));
        Assert.Equal(9u, await store.LastEpochAsync(0, default));
    }
}
