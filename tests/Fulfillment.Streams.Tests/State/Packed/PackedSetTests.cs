using FsCheck.Xunit;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Packed;

[Laws(MaxTest = 500, QuietOnSuccess = true)]
public sealed class PackedSetTests
{
    /// <summary>Hashes at both ends and close together, so that they run into each other and around the end.</summary>
    [Property]
    public void It_holds_what_a_plain_set_holds((byte Hash, byte Spread, bool Add)[] steps)
    {
        var set = new PackedSet();
        var plain = new HashSet<ulong>();
        foreach (var (number, spread, add) in steps)
        {
            var hash = (spread % 4) switch { 0 => number, 1 => ulong.MaxValue - number, 2 => (ulong)number << 56, _ => ulong.MaxValue / 3 };
            Assert.Equal(plain.Contains(hash), set.Contains(hash));
            Assert.Equal(add ? plain.Add(hash) : plain.Remove(hash), add ? set.Add(hash) : set.Remove(hash));
            Assert.Equal((plain.Count, plain.Contains(hash)), (set.Count, set.Contains(hash)));
        }

        Assert.Equal(plain.Order(), set.All().Order());
    }

    [Fact]
    public void Nought_is_a_hash_like_others()
    {
        var set = new PackedSet();
        Assert.False(set.Contains(0));
        Assert.True(set.Add(0));
        Assert.False(set.Add(0));
        Assert.Equal((1, true), (set.Count, set.Contains(0)));
        Assert.Equal([0UL], set.All());
        Assert.True(set.Remove(0));
        Assert.False(set.Remove(0));
        Assert.Equal(0, set.Count);
    }

    [Fact]
    public void Many_hashes_are_each_there_once()
    {
        var set = new PackedSet();
        var random = new Random(3);
        var hashes = Enumerable.Range(0, 100_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToArray();
        set.EnsureRoom(10_000);
        Assert.All(hashes, hash => Assert.True(set.Add(hash)));
        Assert.All(hashes, hash => Assert.False(set.Add(hash)));
        Assert.All(hashes[..50_000], hash => Assert.True(set.Remove(hash)));
        Assert.All(hashes[..50_000], hash => Assert.False(set.Contains(hash)));
        Assert.Equal(hashes[50_000..].Order(), set.All().Order());
    }

    /// <summary>What one set leaves behind is what another grows into: never while the first still has it, and empty.</summary>
    [Property]
    public void Sets_that_share_memory_know_nothing_of_each_other((byte Set, byte Number, byte What)[] steps)
    {
        var arrays = new EntryArrays();
        var sets = Enumerable.Range(0, 3).Select(_ => (Set: new PackedSet(arrays), Plain: new HashSet<ulong>())).ToArray();
        var next = 1UL;
        foreach (var (which, number, what) in steps)
        {
            var (set, plain) = sets[which % sets.Length];
            switch (what % 16)
            {
                case 0:
                    set.Clear();
                    plain.Clear();
                    break;
                case 1:
                    set.Release();
                    plain.Clear();
                    break;
                default:
                    for (var i = 0; i < number; i++)
                    {
                        var hash = next++ * 0x9E37_79B9_7F4A_7C15;
                        Assert.True(plain.Add(hash) && set.Add(hash));
                    }

                    break;
            }

            Assert.All(sets, s => Assert.Equal(s.Plain.Count, s.Set.Count));
        }

        Assert.All(sets, s => Assert.Equal(s.Plain.Order(), s.Set.All().Order()));
    }
}
