using System.Text;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>Lanes whose owners change: what a former one still does, and how it hands over.</summary>
public sealed class SnapshotOwnersTests : LaneSnapshotsStory
{
    [Fact]
    public async Task What_an_owner_publishes_after_its_successor_took_over_does_not_count()
    {
        var zombie = await Opened();
        await Save(zombie, ("a", "before"));
        var owner = await Opened();
        await owner.AdoptAsync(default); // as before its first rows
        await SaveSuperseded(zombie, ("a", "zombie"), ("z", "1"));
        Assert.Equal("a=before", Text(await LoadedFrom(Store.Copy()))); // also where the successor had not published yet
        await Save(owner, ("b", "owner"));
        await SaveSuperseded(zombie, ("z", "2"));
        Assert.Equal("a=before b=owner", Text(await Loaded()));
    }

    [Fact]
    public async Task What_an_owner_still_publishes_counts_while_its_successor_has_written_nothing()
    {
        var leaving = await Opened();
        await Save(leaving, ("a", "1"));
        var crashing = await Opened();
        await SaveSuperseded(leaving, ("a", "2"));
        Assert.Equal("a=2", Text(await LoadedFrom(Store.Copy())));
        await Save(crashing, ("b", "1"));
        Assert.Equal("a=1 b=1", Text(await Loaded()));
    }

    [Fact]
    public async Task Who_was_superseded_before_its_first_rows_is_told_so_and_its_successor_goes_on_without_it()
    {
        await Save(await Opened(), ("a", "1"));
        var slow = await Opened();
        var owner = await Opened();
        await Assert.ThrowsAsync<LaneSupersededException>(() => slow.AdoptAsync(default));
        await Assert.ThrowsAsync<LaneSupersededException>(() => slow.AdoptAsync(default)); // however often it asks
        await owner.AdoptAsync(default);
        await Save(owner, ("b", "1"));
        Assert.Equal("a=1 b=1", Text(await Loaded()));
    }

    [Fact]
    public async Task A_lane_is_handed_over_once_its_owner_says_so_and_no_longer_once_it_goes_on()
    {
        Assert.True(await HandedOver()); // nobody had it
        var owner = await Opened();
        await Save(owner, ("a", "1"));
        Assert.False(await HandedOver());
        await owner.HandOverAsync(default);
        Assert.True(await HandedOver());
        owner.GoOn();
        Assert.True(await HandedOver()); // nothing was written since
        await owner.AdoptAsync(default);
        Assert.False(await HandedOver());
        await owner.SaveAsync("log", Changes(("a", "2")), isLast: true, default);
        var names = Store.Names;
        await owner.HandOverAsync(default); // has said so
        Assert.Equal(names, Store.Names);
        Assert.True(await HandedOver());
        Assert.Equal("a=2", Text(await Loaded()));
        Assert.Empty(Damaged);
    }

    [Fact]
    public async Task A_zombie_deletes_nothing_its_successor_needs()
    {
        var zombie = await Opened();
        await Save(zombie, ("a", "1"));
        var owner = await Opened();
        for (var i = 0; i < 70; i++)
        {
            await SaveSuperseded(zombie, ("z", $"{i}")); // would merge and delete what it merged
            await zombie.TidyAsync(default);
        }

        await Save(owner, ("b", "1"));
        Assert.Equal("a=1 b=1", Text(await Loaded()));
        Assert.Empty(Damaged);
    }

    private static Task<LaneSupersededException> SaveSuperseded(LaneSnapshots owner, params (string Key, string? Value)[] changes) =>
        Assert.ThrowsAsync<LaneSupersededException>(() => Save(owner, changes));

    private async Task<bool> HandedOver() => (await LaneSnapshots.LookAsync(Store, 0, default)).IsHandedOver;
}
