using System.Text;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>The newest snapshot that is whole is the one that is loaded, whatever happens to bytes, owners and merges.</summary>
public sealed class LaneSnapshotsTests : LaneSnapshotsStory
{
    [Fact]
    public async Task A_lane_without_a_snapshot_has_no_state_and_a_new_epoch_each_time()
    {
        Assert.Null(await Loaded());
        Assert.Null(await Loaded());
        Assert.Equal(2u, await Store.LastEpochAsync(0, default));
        Assert.Empty(Damaged);
    }

    [Fact]
    public async Task An_owner_asks_for_the_next_epoch_wherever_it_begins()
    {
        Assert.True(await Store.TryClaimAsync(0, 500, default));
        Assert.Equal(501u, (await Opened()).Epoch);
        Assert.Equal(3, Store.Claims);
    }

    [Fact]
    public async Task To_tidy_where_little_gathered_asks_the_store_nothing()
    {
        var owner = await Opened();
        await owner.SaveAsync("log", Changes(("a", "1")), isLast: false, default);
        await owner.SaveAsync("log", Changes(("a", "2")), isLast: false, default);
        var before = Store.Listings;
        await owner.TidyAsync(default);
        Assert.Equal(before, Store.Listings);
    }

    [Fact]
    public async Task Snapshots_add_up_to_what_was_said_last_of_each_key()
    {
        var owner = await Opened();
        await Save(owner, ("a", "1"), ("b", "1"));
        await Save(owner, ("b", "2"), ("c", "2"));
        await Save(owner, ("a", null));
        Assert.Equal("b=2 c=2", Text(await Loaded()));

        var next = await Opened();
        await Save(next, ("c", "3"));
        Assert.Equal("b=2 c=3", Text(await Loaded()));
        Assert.Empty(Damaged);
    }

    [Fact]
    public async Task Every_flipped_byte_and_every_torn_length_is_found_and_an_earlier_snapshot_is_used()
    {
        var owner = await Opened();
        var after = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            await Save(owner, ("n", $"{i}"), ($"k{i}", "x"));
            after.Add(Text(await LoadedFrom(Store.Copy())));
        }

        var cases = 0;
        foreach (var name in Store.Names)
        {
            var whole = Store[name];
            for (var at = 0; at < whole.Length; at++)
            {
                byte[] flipped = [.. whole];
                flipped[at] ^= (byte)(1 << (at % 8));
                await Expect(name, flipped);
                await Expect(name, whole[..at]);
                cases += 2;
            }
        }

        Assert.True(cases > 1000);

        async Task Expect(string name, byte[] bytes)
        {
            Damaged.Clear();
            var copy = Store.Copy();
            copy[name] = bytes;
            var text = await TextOf(copy);
            if (name == Store.Names.Last(n => n.EndsWith(".manifest", StringComparison.Ordinal)))
            {
                Assert.Equal(after[^2], text); // falls back one
            }
            else if (name.EndsWith(".manifest", StringComparison.Ordinal))
            {
                Assert.Equal(after[^1], text); // an old one that nobody needs
                return;
            }
            else
            {
                Assert.Equal(IndexOf(name) is var index && index == 0 ? "none" : after[index - 1], text); // all before it
            }

            Assert.Contains(Damaged, d => d.Contains(name, StringComparison.Ordinal));
        }

        int IndexOf(string blob) => Store.Names.Where(n => n.EndsWith(".blob", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList().IndexOf(blob);

        async Task<string> TextOf(MemorySnapshots store)
        {
            try
            {
                return Text(await LoadedFrom(store));
            }
            catch (SnapshotsDamagedException)
            {
                return "none";
            }
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_read_the_lane_does_not_begin_anew_behind_ones_back()
    {
        var owner = await Opened();
        await Save(owner, ("a", "1"));
        await Save(owner, ("a", "2"));
        foreach (var name in Store.Names)
        {
            Store[name] = [1, 2, 3];
        }

        var said = await Assert.ThrowsAsync<SnapshotsDamagedException>(Loaded);
        Assert.StartsWith("None of the snapshots of lane 0 can be read.", said.Message, StringComparison.Ordinal);
        Assert.EndsWith("move them away to read again everything that the source still has.", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Small_changes_are_in_the_manifest_itself_as_many_as_there_is_room_for()
    {
        var owner = await Opened(inlineBytes: 200);
        for (var i = 0; i < 150; i++)
        {
            await Save(owner, ($"k{i % 7}", $"{i}"), ("long", new string('x', i % 50 == 49 ? 300 : 1)));
            Assert.Contains($"k{i % 7}={i}", Text(await LoadedFrom(Store.Copy())), StringComparison.Ordinal);
        }

        Assert.Contains(Store.Names, n => n.EndsWith(".blob", StringComparison.Ordinal)); // those there was no room for
        Assert.True(Store.Names.Where(n => n.EndsWith(".manifest", StringComparison.Ordinal)).Max(n => Store[n].Length) > 200);
        Assert.InRange(Store.Names.Count, 1, 150);
        Assert.Empty(Damaged);
    }

    [Fact]
    public async Task A_damaged_manifest_with_changes_in_it_falls_back_one()
    {
        var owner = await Opened(inlineBytes: 10_000);
        await Save(owner, ("a", "1"));
        await Save(owner, ("a", "2"));
        await Save(owner, ("a", "3"));
        Assert.All(Store.Names, n => Assert.EndsWith(".manifest", n, StringComparison.Ordinal));
        var newest = Store.Names[^1];
        for (var at = 0; at < Store[newest].Length; at++)
        {
            byte[] flipped = [.. Store[newest]];
            flipped[at] ^= (byte)(1 << (at % 8));
            foreach (var bad in new[] { flipped, flipped[..at] })
            {
                var copy = Store.Copy();
                copy[newest] = bad;
                Assert.Equal("a=2", Text(await LoadedFrom(copy)));
                Assert.Contains(newest, Damaged[^1], StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_owners_left_who_had_no_time_to_tidy_is_deleted_by_the_first_who_has()
    {
        for (var owners = 0; owners < 10; owners++) // each opens the lane and saves once, as in a storm of rebalances
        {
            await Save(await Opened(), isHurried: true, ("n", $"{owners}"));
        }

        var left = Store.Names.Count;
        var last = await Opened();
        await last.AdoptAsync(default);
        await last.TidyAsync(default);
        Assert.InRange(left, 25, 35);
        Assert.InRange(Store.Names.Count, 1, 14); // two manifests and the changes
        Assert.Equal("n=9", Text(await Loaded()));
        Assert.Empty(Damaged);
    }
}
