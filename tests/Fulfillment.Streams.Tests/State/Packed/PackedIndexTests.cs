using FsCheck.Xunit;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Packed;

[Laws(MaxTest = 300, QuietOnSuccess = true)]
public sealed class PackedIndexTests
{
    /// <summary>Few hashes, so that many numbers share one, and neighbours that run into each other and around the end.</summary>
    [Property]
    public void It_finds_what_a_plain_dictionary_holds((byte Number, bool Add)[] steps, byte hashes)
    {
        var index = new PackedIndex();
        var held = new HashSet<int>();
        uint Hash(int number) => uint.MaxValue - (uint)(number % ((hashes % 7) + 1));
        foreach (var (number, add) in steps)
        {
            if (add && held.Add(number))
            {
                index.Add(Hash(number), number);
            }
            else if (!add && held.Remove(number))
            {
                index.Remove(Hash(number), number);
            }

            Assert.Equal(held.Count, index.Count);
            Assert.Equal(held.Where(n => Hash(n) == Hash(number)).Order(), Under(index, Hash(number)).Order());
        }

        Assert.Equal(held.Select(n => (Hash(n), n)).Order(), index.All().Order());
    }

    [Fact]
    public void It_grows_and_shrinks_with_what_it_holds()
    {
        var index = new PackedIndex();
        for (var number = 0; number < 100_000; number++)
        {
            index.Add(Spread(number), number);
        }

        for (var number = 0; number < 100_000; number++)
        {
            Assert.Contains(number, Under(index, Spread(number)));
        }

        for (var number = 0; number < 100_000; number++)
        {
            index.Remove(Spread(number), number);
            if (number % 1000 == 0)
            {
                Assert.Equal(100_000 - number - 1, index.All().Count());
                Assert.DoesNotContain(number, Under(index, Spread(number)));
            }
        }

        Assert.Empty(index.All());
    }

    [Fact]
    public void What_it_does_not_hold_cannot_be_removed()
    {
        var index = new PackedIndex();
        index.Add(1, 5);
        Assert.Throws<InvalidOperationException>(() => index.Remove(1, 6));
        Assert.Throws<InvalidOperationException>(() => index.Remove(2, 5));
        Assert.Equal([(1u, 5)], index.All());
    }

    private static uint Spread(int number) => (uint)number * 2_654_435_761;

    private static List<int> Under(PackedIndex index, uint hash)
    {
        var numbers = new List<int>();
        for (var probe = index.Under(hash); probe.MoveNext();)
        {
            numbers.Add(probe.Number);
        }

        return numbers;
    }
}
