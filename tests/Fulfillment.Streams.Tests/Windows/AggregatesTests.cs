using FsCheck.Xunit;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class AggregatesTests
{
    [Property]
    public void Merged_parts_equal_the_whole_in_any_order(int[] left, int[] right)
    {
        foreach (var aggregate in All())
        {
            var whole = Fold(aggregate, [.. left, .. right]);
            Assert.Equal(whole, Merge(aggregate, left, right));
            Assert.Equal(whole, Merge(aggregate, right, left));
            Assert.Equal(whole, Merge(aggregate, [.. left, .. right], []));
        }
    }

    [Fact]
    public void Each_computes_what_its_name_says()
    {
        int[] items = [3, -1, 7];

        Assert.Equal([3, 9, -1, 7], All().Select(aggregate => Fold(aggregate, items)));
        Assert.Equal([0, 0, long.MaxValue, long.MinValue], All().Select(aggregate => Fold(aggregate, [])));
    }

    [Fact]
    public void Sum_that_overflows_throws_instead_of_wrapping()
    {
        var sum = Aggregates.Sum<long>(item => item);
        var accumulator = long.MaxValue;

        Assert.Throws<OverflowException>(() => sum.Add(ref accumulator, 1));
    }

    private static IAggregate<int, long, long>[] All() =>
        [Aggregates.Count<int>(), Aggregates.Sum<int>(i => i), Aggregates.Min<int>(i => i), Aggregates.Max<int>(i => i)];

    private static long Fold(IAggregate<int, long, long> aggregate, int[] items) => aggregate.Result(Accumulate(aggregate, items));

    private static long Merge(IAggregate<int, long, long> aggregate, int[] left, int[] right)
    {
        var accumulator = Accumulate(aggregate, left);
        aggregate.Merge(ref accumulator, Accumulate(aggregate, right));
        return aggregate.Result(accumulator);
    }

    private static long Accumulate(IAggregate<int, long, long> aggregate, int[] items)
    {
        var accumulator = aggregate.Zero;
        foreach (var item in items)
            aggregate.Add(ref accumulator, item);
        return accumulator;
    }
}
