using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>What a lane counts, which flush it counts, and when a shop is brought up to its clock.</summary>
public sealed class LaneCountersTests : ShopTest
{
    [Fact]
    public void Rows_tell_what_became_of_the_records_of_a_topic()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1").Paid("o2", "A:1");
        Freshness("orders").Has("applied", 2).Has("rejected", 0);
        Run.Feed(Topic.Orders, "not json");
        At("2026-03-10 11:00").Paid("o3", "A:1");
        Freshness("orders").Has("applied", 3).Has("rejected", 1);
    }

    [Fact]
    public void A_topic_that_said_nothing_since_the_last_flush_gets_no_row()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        var written = Run.Tables.WrittenTo("freshness");
        At("2026-03-10 11:00").OnHand("A", 3);
        Assert.Equal(written + 1, Run.Tables.WrittenTo("freshness"));
    }

    [Fact]
    public void An_event_of_any_day_is_known_again_after_a_crash()
    {
        var first = new ReturnSaid("e1", "s1", Ms("2026-03-10 10:00"), "r1", "o1");
        var second = new ReturnSaid("e2", "s1", Ms("2026-03-12 10:00"), "r1", "o1");
        Say(first);
        Say(second);
        Crash();
        Say(first);
        Say(second);
        var counters = Run.Lane.Counters[(int)first.Topic];
        Assert.Equal((2, 2), (counters.Applied, counters.Duplicates));
    }

    [Fact]
    public void Versions_are_the_epoch_then_the_flush()
    {
        using var run = new LaneRun(epoch: 3);
        run.Feed(Topic.Orders, new OrderSaid("e1", "s1", Ms("2026-03-10 10:00"), "o1", "COMPLETED").Json);
        Assert.Equal(0x3_0000_0001UL, run.Lane.TakeChanges()!.Version);
    }

    [Fact]
    public void A_shop_that_has_gone_quiet_settles_once()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1"); // flushed once
        var settling = Run.Lane.TakeChanges()!;
        Assert.True(settling.Shops.Single().IsSettling);
        Run.Lane.Settle(settling);
        Assert.False(Run.Lane.Shops.All.Single().IsSettling);
        Assert.Null(Run.Lane.TakeChanges());
    }

    [Fact]
    public void A_shop_that_has_gone_quiet_settles_after_60_flushes_though_others_go_on()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        var settledAfter = 0;
        for (var flush = 1; flush <= 100 && settledAfter == 0; flush++)
        {
            var other = new ReturnSaid(NextId(), "s2", Ms("2026-03-10 10:00") + flush, "r1", "o1");
            Run.Feed(other.Topic, other.Json);
            var changes = Run.Lane.TakeChanges()!;
            settledAfter = changes.Shops.Count == 2 ? flush : 0;
            Run.Lane.Settle(changes);
        }

        Assert.Equal(61, settledAfter);
    }

    [Fact]
    public void Only_the_next_flush_settles_all_where_that_is_asked_for()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        Run.Lane.SettleNext();
        Run.Tick();
        Run.Feed(Topic.Orders, new OrderSaid("e9", "s1", Ms("2026-03-10 11:00"), "o2", "COMPLETED").Json);
        Assert.False(Run.Lane.TakeChanges()!.Shops.Single().IsSettling);
    }

    [Fact]
    public void The_clock_goes_where_the_day_is_said_to_have_gone()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        Run.Lane.AdvanceTo(Ms("2026-03-12 10:00"));
        Assert.Equal(Ms("2026-03-12 10:00"), Run.Lane.Clock.Clock);
        Assert.Equal(Ms("2026-03-12 10:00"), Run.Lane.Shops.All.Single().Clock);
    }

    [Fact]
    public void Where_all_inputs_went_quiet_the_clock_catches_up_with_the_furthest()
    {
        var behind = new StockSaid(NextId(), "s1", Ms("2026-03-10 09:00"), "A", "w1", 3);
        var ahead = new ReturnSaid(NextId(), "s1", Ms("2026-03-10 10:00"), "r1", "o1");
        foreach (var topic in TopicNames.All.Where(t => t != behind.Topic))
        {
            Run.Feed(topic, ahead.Json); // rejected or not, it was read
        }

        Run.Feed(behind.Topic, behind.Json).Feed(ahead.Topic, ahead.Json).Tick();
        var waiting = Run.Lane.Clock.Clock;
        Run.Wall.Pass(TimeSpan.FromMinutes(1));
        Run.Tick();
        Assert.True(waiting <= behind.At, "the slowest input holds the clock");
        Assert.InRange(Run.Lane.Clock.Clock, behind.At + 1, ahead.At);
    }

    private Dictionary<string, object?> Freshness(string topic) =>
        Run.Tables.View("freshness").Values.Single(row => row.ContainsValue(topic));
}
