using System.Text;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>The newest snapshot that is whole is the one that is loaded, whatever happens to bytes, owners and merges.</summary>
public sealed class LaneSnapshotsTests
{
    private readonly MemorySnapshots _store = new();
    private readonly List<string> _damaged = [];

    [Fact]
    public async Task A_lane_without_a_snapshot_has_no_state_and_a_new_epoch_each_time()
    {
        Assert.Null(await Loaded());
        Assert.Null(await Loaded());
        Assert.Equal(2u, await _store.LastEpochAsync(0, default));
        Assert.Empty(_damaged);
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
        Assert.Empty(_damaged);
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
        Assert.InRange(_store.Names.Count, 1, 150); // two manifests, the base and what it was merged from, what came since
        Assert.Contains(_store.Names, name => name.Contains("-m", StringComparison.Ordinal));
        Assert.Empty(_damaged);
    }

    [Fact]
    public async Task Where_a_merged_base_is_damaged_what_it_was_merged_from_is_used_and_nothing_is_lost()
    {
        var owner = await Opened();
        for (var i = 0; i < 70; i++)
        {
            await Save(owner, ($"k{i % 7}", $"{i}"));
        }

        var expected = Text(await LoadedFrom(_store.Copy()));
        foreach (var name in _store.Names.Where(n => n.Contains("-m", StringComparison.Ordinal)))
        {
            var copy = _store.Copy();
            copy.Remove(name);
            Assert.Equal(expected, Text(await LoadedFrom(copy)));
            Assert.Contains(name, _damaged[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_flipped_byte_and_every_torn_length_is_found_and_an_earlier_snapshot_is_used()
    {
        var owner = await Opened();
        var after = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            await Save(owner, ("n", $"{i}"), ($"k{i}", "x"));
            after.Add(Text(await LoadedFrom(_store.Copy())));
        }

        var cases = 0;
        foreach (var name in _store.Names)
        {
            var whole = _store[name];
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
            _damaged.Clear();
            var copy = _store.Copy();
            copy[name] = bytes;
            var text = await TextOf(copy);
            if (name == _store.Names.Last(n => n.EndsWith(".manifest", StringComparison.Ordinal)))
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

            Assert.Contains(_damaged, d => d.Contains(name, StringComparison.Ordinal));
        }

        int IndexOf(string blob) => _store.Names.Where(n => n.EndsWith(".blob", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList().IndexOf(blob);

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
        foreach (var name in _store.Names)
        {
            _store[name] = [1, 2, 3];
        }

        var said = await Assert.ThrowsAsync<SnapshotsDamagedException>(Loaded);
        Assert.StartsWith("None of the snapshots of lane 0 can be read.", said.Message, StringComparison.Ordinal);
        Assert.EndsWith("move them away to read again everything that the source still has.", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_owner_publishes_after_its_successor_took_over_does_not_count()
    {
        var zombie = await Opened();
        await Save(zombie, ("a", "before"));
        var owner = await Opened();
        await owner.AdoptAsync(default); // as before its first rows
        await SaveSuperseded(zombie, ("a", "zombie"), ("z", "1"));
        Assert.Equal("a=before", Text(await LoadedFrom(_store.Copy()))); // also where the successor had not published yet
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
        Assert.Equal("a=2", Text(await LoadedFrom(_store.Copy())));
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
        var names = _store.Names;
        await owner.HandOverAsync(default); // has said so
        Assert.Equal(names, _store.Names);
        Assert.True(await HandedOver());
        Assert.Equal("a=2", Text(await Loaded()));
        Assert.Empty(_damaged);
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
        Assert.Empty(_damaged);
    }

    private static string Text(StoredState? state) => string.Join(' ', Said(state?.Blobs ?? []).Select(kv => $"{kv.Key}={kv.Value}"));

    private static SortedDictionary<string, string> Said(IReadOnlyList<byte[]> blobs)
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var blob in blobs)
        {
            using var records = new RecordReader(blob);
            while (records.MoveNext())
            {
                var key = records.Read().ReadString();
                if (records.IsGone)
                {
                    said.Remove(key);
                }
                else
                {
                    said[key] = Encoding.UTF8.GetString(records.Value);
                }
            }
        }

        return said;
    }

    [Fact]
    public async Task Small_changes_are_in_the_manifest_itself_as_many_as_there_is_room_for()
    {
        var owner = await Opened(inlineBytes: 200);
        for (var i = 0; i < 150; i++)
        {
            await Save(owner, ($"k{i % 7}", $"{i}"), ("long", new string('x', i % 50 == 49 ? 300 : 1)));
            Assert.Contains($"k{i % 7}={i}", Text(await LoadedFrom(_store.Copy())), StringComparison.Ordinal);
        }

        Assert.Contains(_store.Names, n => n.EndsWith(".blob", StringComparison.Ordinal)); // those there was no room for
        Assert.True(_store.Names.Where(n => n.EndsWith(".manifest", StringComparison.Ordinal)).Max(n => _store[n].Length) > 200);
        Assert.InRange(_store.Names.Count, 1, 150);
        Assert.Empty(_damaged);
    }

    [Fact]
    public async Task A_damaged_manifest_with_changes_in_it_falls_back_one()
    {
        var owner = await Opened(inlineBytes: 10_000);
        await Save(owner, ("a", "1"));
        await Save(owner, ("a", "2"));
        await Save(owner, ("a", "3"));
        Assert.All(_store.Names, n => Assert.EndsWith(".manifest", n, StringComparison.Ordinal));
        var newest = _store.Names[^1];
        for (var at = 0; at < _store[newest].Length; at++)
        {
            byte[] flipped = [.. _store[newest]];
            flipped[at] ^= (byte)(1 << (at % 8));
            foreach (var bad in new[] { flipped, flipped[..at] })
            {
                var copy = _store.Copy();
                copy[newest] = bad;
                Assert.Equal("a=2", Text(await LoadedFrom(copy)));
                Assert.Contains(newest, _damaged[^1], StringComparison.Ordinal);
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

        var left = _store.Names.Count;
        var last = await Opened();
        await last.AdoptAsync(default);
        await last.TidyAsync(default);
        Assert.InRange(left, 25, 35);
        Assert.InRange(_store.Names.Count, 1, 14); // two manifests and the changes
        Assert.Equal("n=9", Text(await Loaded()));
        Assert.Empty(_damaged);
    }

    private static Task Save(LaneSnapshots owner, params (string Key, string? Value)[] changes) => Save(owner, isHurried: false, changes);

    private static async Task Save(LaneSnapshots owner, bool isHurried, params (string Key, string? Value)[] changes)
    {
        await owner.SaveAsync("log", Changes(changes), isLast: false, default);
        if (!isHurried)
        {
            await owner.TidyAsync(default);
        }
    }

    private static Task<LaneSupersededException> SaveSuperseded(LaneSnapshots owner, params (string Key, string? Value)[] changes) =>
        Assert.ThrowsAsync<LaneSupersededException>(() => Save(owner, changes));

    private static IReadOnlyList<SnapshotBlob> Changes(params (string Key, string? Value)[] changes)
    {
        var records = new StateRecords();
        foreach (var (key, value) in changes)
        {
            records.Key(RecordKind.Order).Write(key);
            if (value is null)
            {
                records.Gone();
            }
            else
            {
                records.Value().Write(Encoding.UTF8.GetBytes(value));
                records.End();
            }
        }

        return records.Close();
    }

    private async Task<bool> HandedOver() => (await LaneSnapshots.LookAsync(_store, 0, default)).IsHandedOver;

    private async Task<LaneSnapshots> Opened(int inlineBytes = 0)
    {
        var owner = await LaneSnapshots.ClaimAsync(
            _store, 0, 1, _damaged.Add, SnapshotMerge.AtOnce(SnapshotMerge.DefaultMaxChanges, inlineBytes), default);
        await owner.LoadAsync(default);
        return owner;
    }

    private Task<StoredState?> Loaded() => LoadedFrom(_store);

    private async Task<StoredState?> LoadedFrom(MemorySnapshots store) =>
        await (await LaneSnapshots.ClaimAsync(store, 0, 1, _damaged.Add, SnapshotMerge.InBackground(), default)).LoadAsync(default);
}
