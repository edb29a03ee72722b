using Fulfillment.Streams.State.Stock;

namespace Fulfillment.Streams.Tests.State;

public sealed class WarehouseLevelsTests
{
    private readonly WarehouseLevels _levels = new();

    [Fact]
    public void A_level_changes_what_follows_up_to_the_next()
    {
        Assert.Equal(long.MaxValue, _levels.Add(new(10, 1, 5), []));
        Assert.Equal(long.MaxValue, _levels.Add(new(30, 1, 6), []));
        Assert.Equal(30, _levels.Add(new(20, 1, 7), []));
        Assert.Equal([10L, 20, 30], _levels.Points.ToArray().Select(p => p.Time));
        Assert.Equal([0, 1, 1, 2, 3, 3], new long[] { 9, 10, 19, 20, 30, 31 }.Select(_levels.IndexAfter));
    }

    [Fact]
    public void Of_two_levels_of_one_moment_the_higher_rank_counts_then_the_higher_level()
    {
        _levels.Add(new(10, 2, 5), []);
        Assert.Null(_levels.Add(new(10, 1, 9), []));
        Assert.Null(_levels.Add(new(10, 2, 4), []));
        Assert.Null(_levels.Add(new(10, 2, 5), []));
        Assert.Equal(5, _levels.Points[0].OnHand);
        Assert.Equal(long.MaxValue, _levels.Add(new(10, 2, 6), []));
        Assert.Equal(long.MaxValue, _levels.Add(new(10, 3, 1), []));
        Assert.Equal((1, 1L), (_levels.Count, _levels.Points[0].OnHand));
    }

    [Fact]
    public void What_is_expected_is_what_the_latest_level_says_and_of_two_contents_of_one_event_the_greater()
    {
        _levels.Add(new(10, 1, 5), [(1, 1)]);
        _levels.Add(new(10, 1, 5), [(1, 2)]);
        Assert.Equal([(1, 2)], _levels.Inbound);
        _levels.Add(new(10, 1, 5), [(1, 1)]);
        Assert.Equal([(1, 2)], _levels.Inbound);

        _levels.Add(new(20, 1, 5), []);
        Assert.Empty(_levels.Inbound);
        _levels.Add(new(10, 1, 5), [(9, 9)]); // no longer the latest
        Assert.Empty(_levels.Inbound);
    }

    [Fact]
    public void The_level_in_force_is_never_forgotten()
    {
        _levels.Add(new(10, 1, 5), []);
        _levels.Add(new(20, 1, 6), []);
        _levels.ForgetBefore(9);
        _levels.ForgetBefore(19);
        Assert.Equal(2, _levels.Count);
        _levels.ForgetBefore(20);
        Assert.Equal([20L], _levels.Points.ToArray().Select(p => p.Time));
        _levels.ForgetBefore(99);
        Assert.Equal(1, _levels.Count);
    }
}
