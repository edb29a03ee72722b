using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>Lanes take snapshots at much the same moments; a few merge at once, the others after them.</summary>
public sealed class MergesInTurnTests : LaneSnapshotsStory
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task All_lanes_get_their_turn_though_one_fails_and_never_too_many_at_once()
    {
        var (running, most, begun) = (0, 0, 0);
        var gate = new Lock();
        var lanes = new List<(MemorySnapshots Store, LaneSnapshots Owner)>();
        for (var lane = 0; lane < (3 * SnapshotMerge.AtOnceMax) + 1; lane++)
        {
            var store = new MemorySnapshots();
            store.AfterPut = name => IsMerged(name) ? MergedAsync() : Task.CompletedTask;
            var owner = await LaneSnapshots.ClaimAsync(store, lane, 1, Damaged.Add, SnapshotMerge.InBackground(), default);
            await owner.LoadAsync(default);
            lanes.Add((store, owner));
        }

        var large = new string('x', 9 << 20);
        foreach (var (_, owner) in lanes)
        {
            await Save(owner, ("k", large));
            await Save(owner, ("l", large)); // begins the merge
        }

        for (var waited = 0; lanes.Count(l => l.Store.Names.Any(IsMerged)) < lanes.Count; waited++)
        {
            Assert.True(waited < Soon / TimeSpan.FromMilliseconds(20), "some lane never got its turn");
            await Task.Delay(20);
        }

        Assert.InRange(most, 1, SnapshotMerge.AtOnceMax);

        async Task MergedAsync()
        {
            bool isFirst;
            lock (gate)
            {
                isFirst = begun++ == 0;
                most = Math.Max(most, ++running);
            }

            await Task.Delay(30);
            lock (gate)
            {
                running--;
            }

            if (isFirst)
            {
                throw new IOException("The disk is full.");
            }
        }
    }
}
