using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>Changes that gathered become one base, and nothing is lost where that fails.</summary>
public sealed class SnapshotMergeTests : LaneSnapshotsStory
{
    [Fact]
    public async Task A_merge_begins_once_so_many_changes_have_gathered()
    {
        var owner = await Opened();
        for (var i = 1; i < SnapshotMerge.DefaultMaxChanges; i++)
        {
            await Save(owner, ("k", $"{i}"));
        }

        Assert.DoesNotContain(Store.Names, IsMerged);
        await Save(owner, ("k", "last"));
        Assert.Single(Store.Names, IsMerged);
    }

    [Fact]
    public async Task Large_changes_are_merged_as_soon_as_there_are_two()
    {
        var owner = await Opened();
        var large = new string('x', 9 << 20);
        await Save(owner, ("k", large));
        Assert.DoesNotContain(Store.Names, IsMerged);
        await Save(owner, ("l", large));
        Assert.Contains(Store.Names, IsMerged);
        Assert.Equal($"k={large} l={large}", Text(await Loaded()));
    }

    [Fact]
    public async Task What_is_damaged_is_not_merged_but_said()
    {
        var owner = await Opened();
        await Save(owner, ("k0", "0"));
        var first = Store.Names.Single(n => n.EndsWith(".blob", StringComparison.Ordinal));
        Store[first][^1] ^= 1;
        for (var i = 1; i < SnapshotMerge.DefaultMaxChanges + 1; i++)
        {
            await Save(owner, ("k", $"{i}"));
        }

        Assert.DoesNotContain(Store.Names, IsMerged);
        Assert.Equal([$"A merge of snapshots did not succeed and is tried again later. Blob {first} of lane 0 is missing or damaged."], Damaged);
    }

    [Fact]
    public async Task A_merge_that_fails_is_said_and_tried_again_and_snapshots_go_on()
    {
        var failures = 2;
        Store.AfterPut = name => IsMerged(name) && failures-- > 0
            ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask;
        var owner = await Opened();
        for (var i = 0; i < 4 * SnapshotMerge.DefaultMaxChanges; i++)
        {
            await Save(owner, ($"k{i % 3}", $"{i}"));
            Assert.Contains($"k{i % 3}={i}", Text(await LoadedFrom(Store.Copy())), StringComparison.Ordinal);
        }

        Assert.Equal(2, Damaged.Count);
        Assert.All(Damaged, said => Assert.Equal("A merge of snapshots did not succeed and is tried again later. The disk is full.", said));
        Assert.InRange(Store.Names.Count, 1, 150); // 260 were none deleted
    }

    [Fact]
    public async Task What_a_merge_has_written_stays_though_no_manifest_mentions_it_yet()
    {
        var (owner, isMerged) = (await Opened(), new TaskCompletionSource());
        Store.AfterPut = name => IsMerged(name) ? isMerged.Task : Task.CompletedTask;
        for (var i = 0; i < SnapshotMerge.DefaultMaxChanges + 30; i++)
        {
            await Save(owner, ($"k{i}", $"{i}"));
        }

        var merged = Assert.Single(Store.Names, IsMerged);
        isMerged.SetResult();
        await Save(owner, ("k0", "later"));
        await Save(owner, ("k1", "later"));
        Assert.Contains(merged, Store.Names);
        Assert.Equal(SnapshotMerge.DefaultMaxChanges + 30, Text(await Loaded()).Split(' ').Length);
        Assert.Empty(Damaged);
    }

    [Fact]
    public async Task Where_a_merged_base_is_damaged_what_it_was_merged_from_is_used_and_nothing_is_lost()
    {
        var owner = await Opened();
        for (var i = 0; i < 70; i++)
        {
            await Save(owner, ($"k{i % 7}", $"{i}"));
        }

        var expected = Text(await LoadedFrom(Store.Copy()));
        foreach (var name in Store.Names.Where(IsMerged))
        {
            var copy = Store.Copy();
            copy.Remove(name);
            Assert.Equal(expected, Text(await LoadedFrom(copy)));
            Assert.Contains(name, Damaged[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_snapshot_whose_base_is_gone_with_all_it_was_merged_from_is_passed_over_and_named()
    {
        var owner = await Opened();
        for (var i = 0; i < 70; i++)
        {
            await Save(owner, ($"k{i % 7}", $"{i}"));
        }

        foreach (var name in Store.Names.Where(n => n.EndsWith(".blob", StringComparison.Ordinal)))
        {
            Store.Remove(name);
        }

        await Assert.ThrowsAsync<SnapshotsDamagedException>(Loaded);
        Assert.Contains(Damaged, complaint => complaint.Contains("was passed over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_enough_snapshots_they_are_merged_and_nothing_else_is_kept_for_long()
    {
        var owner = await Opened();
        for (var i = 0; i < 150; i++)
        {
            await Save(owner, ($"k{i % 7}", i % 7 == 3 ? null : $"{i}"), ($"m{i % 5}", $"{i}"));
        }

        Assert.Equal("k0=147 k1=148 k2=149 k4=144 k5=145 k6=146 m0=145 m1=146 m2=147 m3=148 m4=149", Text(await Loaded()));
        Assert.InRange(Store.Names.Count, 1, 150); // two manifests, the base and what it was merged from, what came since
        Assert.Contains(Store.Names, IsMerged);
        Assert.Empty(Damaged);
    }
}
