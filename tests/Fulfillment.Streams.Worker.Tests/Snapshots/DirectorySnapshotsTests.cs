using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Snapshots;
using Fulfillment.Streams.Worker.Snapshots;

namespace Fulfillment.Streams.Worker.Tests.Snapshots;

/// <summary>Snapshots in a directory keep what every store of snapshots promises.</summary>
public sealed class DirectorySnapshotsTests : SnapshotStoreContract, IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_file_that_was_being_written_when_the_process_died_is_not_looked_at()
    {
        await Open().PutAsync(0, "a.blob", [new byte[] { 1 }], default);
        await File.WriteAllBytesAsync(Path.Combine(_temp.Path, "lane-0", "b.blob.partial"), [1, 2, 3]);
        Assert.Equal(["a.blob"], await Open().NamesAsync(0, default));
    }

    [Fact]
    public async Task Of_many_workers_who_open_a_lane_at_once_each_gets_an_epoch_of_its_own()
    {
        for (var lane = 0; lane < 40; lane++)
        {
            var asked = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
                (await LaneSnapshots.ClaimAsync(Open(), lane, 5, _ => { }, SnapshotMerge.InBackground(), default)).Epoch));
            var epochs = await Task.WhenAll(asked);
            Assert.Equal(16, epochs.Distinct().Count());
            Assert.True(epochs.Min() >= 5);
            Assert.Equal(epochs.Max(), await Open().LastEpochAsync(lane, default));
        }
    }

    protected override ISnapshotStore Open() => new DirectorySnapshots(_temp.Path);
}
