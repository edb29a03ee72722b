using System.Text;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Snapshots;

namespace Fulfillment.Streams.Tests.Memory;

/// <summary>
/// The bytes of snapshots and of their merges are used again. As large objects of the heap, dead within a second, they made a worker
/// that holds 0.7 GB take between 1.9 and 2.9 GB, as the collector came round or did not.
/// </summary>
[Collection(HeldMemory.Alone)]
public sealed class SnapshotMemoryTests : LaneSnapshotsStory
{
    [Fact]
    public async Task Saving_and_merging_take_nothing_from_the_collector_but_what_the_store_takes()
    {
        var owner = await Opened();
        var (before, stored) = (0L, 0L);
        for (var i = 0; i < 24; i++)
        {
            if (i == 8)
            {
                (before, stored) = (GC.GetAllocatedBytesForCurrentThread(), Store.Stored); // what is used again is there by now
            }

            var changes = Large[i % Large.Length]();
            await owner.SaveAsync("log", changes, isLast: false, default);
            await owner.TidyAsync(default);
            foreach (var blob in changes)
            {
                blob.Release();
            }
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var ofStore = Store.Stored - stored;
        Assert.True(ofStore > 100 << 20, $"only {ofStore:N0} bytes were written");
        Assert.InRange(allocated - ofStore, 0, ofStore / 10);
        Assert.Empty(Damaged);
        await Store.DeleteAsync(0, Store.Names, default); // the next test of memory counts all there is, also what goes
    }

    // Texts are made beforehand, for they are objects of the heap as well.
    private static readonly Func<IReadOnlyList<SnapshotBlob>>[] Large = [.. Enumerable.Range(0, 4).Select(n =>
    {
        byte[][] keys = [.. Enumerable.Range(0, 5_000).Select(k => Encoding.UTF8.GetBytes($"{n}-{k}"))];
        var value = new byte[1_000];
        return new Func<IReadOnlyList<SnapshotBlob>>(() =>
        {
            var records = new StateRecords();
            foreach (var key in keys)
            {
                records.Key(RecordKind.Order).Write(key);
                records.Value().Write(value);
                records.End();
            }

            return records.Close();
        });
    })];
}
