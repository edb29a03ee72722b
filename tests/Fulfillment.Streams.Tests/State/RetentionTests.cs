using FsCheck.Xunit;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>What comes too late is set apart, and what is forgotten stays as it was written. State is kept 92 days longer than events count.</summary>
public sealed class RetentionTests() : ShopTest(new LaneOptions { Retention = TimeSpan.FromDays(2) })
{
    private const long DayMs = 86_400_000;

    [Fact]
    public void An_event_further_behind_the_clock_than_the_retention_is_counted_late_and_kept_apart()
    {
        At("2026-03-10 12:01").Paid("o1", "A:1"); // the clock is a minute behind
        At("2026-03-08 12:00").Paid("o2", "A:1"); // just in time
        var late = new OrderSaid("late", "s1", Ms("2026-03-08 12:00") - 1, "o3", "COMPLETED");
        Run.Feed(late.Topic, "not json", late.Json, "{}").Settle();

        Assert.Equal(["not_json", "missing_field: event_id", "late"], Run.Letters.Select(l => l.Reason));
        var letter = Run.Letters[^1];
        Assert.Equal((Topic.Orders, 3L, late.Json), (letter.Topic, letter.Offset, System.Text.Encoding.UTF8.GetString(letter.Payload.Span)));
        var counters = Run.Lane.Counters[(int)Topic.Orders];
        Assert.Equal((2, 0, 1, 2, 5), (counters.Applied, counters.Duplicates, counters.Late, counters.Rejected, counters.Read));
        Assert.Null(RowOrNull("orders", "o3"));
    }

    [Fact]
    public void An_order_nobody_spoke_of_for_months_is_closed_and_its_rows_stand()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2");
        At("2026-01-06 10:00").Scan("o1", "DELIVERED");
        At("2026-01-06 11:00").Spend("c1", "2026-01-06 10:00", 5m);
        At("2026-06-01 10:00").Passes();
        Run.Settle();
        var before = Run.Tables.Dump("freshness", "stockout_risk_history");

        At("2026-06-01 10:00").Paid("o1", "A:2").Scan("o1", "RETURNED");
        Crash();
        At("2026-06-01 10:00").Order("o1", "CANCELLED").Spend("c1", "2026-01-06 10:00", 9m, revision: 7);
        Run.Settle();
        Assert.Equal(before, Run.Tables.Dump("freshness", "stockout_risk_history"));
        Assert.Equal(["late"], Run.Letters.Select(l => l.Reason).Distinct());
        Row("orders", "o1").Has("units", 2);
    }

    [Fact]
    public void What_is_said_of_a_closed_order_is_counted_late()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2");
        At("2026-06-01 10:00").Passes();
        Run.Settle();
        At("2026-06-01 10:00").Paid("o1", "A:2").Scan("o1", "RETURNED").Paid("o2", "A:1");

        var (orders, tracking) = (Run.Lane.Counters[(int)Topic.Orders], Run.Lane.Counters[(int)Topic.Tracking]);
        Assert.Equal((2, 0, 1, 0), (orders.Applied, orders.Duplicates, orders.Late, orders.Rejected));
        Assert.Equal((0, 0, 1, 0), (tracking.Applied, tracking.Duplicates, tracking.Late, tracking.Rejected));
    }

    [Fact]
    public void A_whole_snapshot_knows_the_orders_that_are_closed()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2");
        At("2026-06-01 10:00").Passes();
        Run.Settle();
        Run.Snapshot();
        using var next = new LaneRun(Run.Tables, 2, new LaneOptions { Retention = TimeSpan.FromDays(2) }, Run.WholeSnapshot());
        next.Feed([new ScanSaid("x", "s1", Ms("2026-06-01 10:00"), "o1", "p1", "RETURNED")]).Settle();
        Assert.Equal(["late"], next.Letters.Select(l => l.Reason));
    }

    [Fact]
    public void A_stage_older_than_what_is_kept_changes_no_row_that_can_no_longer_be_computed()
    {
        At("2026-01-05 10:00").Paid("old", "A:2");
        At("2026-01-05 12:00").Scan("old", "ACCEPTED");
        At("2026-04-20 10:00").Order("old", "COMPLETED"); // still spoken of, so not closed
        At("2026-04-25 10:00").Passes();
        Run.Settle();
        var before = Run.Tables.View("delivery_latency").Keys.ToArray();
        At("2026-04-25 10:00").Order("old", "COMPLETED", o => o with { Region = "CA" });
        Run.Settle();
        Assert.NotEmpty(before);
        Assert.Equal(before, Run.Tables.View("delivery_latency").Keys);
    }

    [Fact]
    public void A_sale_older_than_what_is_kept_changes_no_row_that_can_no_longer_be_computed()
    {
        At("2026-01-05 10:00").Paid("old", "A:2");
        At("2026-01-20 10:00").Paid("o2", "A:3");
        At("2026-01-30 10:00").Paid("o3", "A:5");
        At("2026-04-20 10:00").Order("old", "IN_TRANSIT").Order("o2", "IN_TRANSIT"); // still spoken of, so not closed
        At("2026-04-25 10:00").Passes(); // the 5th and 20th of January are forgotten, the 30th is kept
        Run.Settle();
        var before = Run.Tables.Dump("freshness", "orders", "delivery_latency");
        At("2026-04-25 10:00").Order("old", "CANCELLED").Order("o2", "CANCELLED");
        Run.Settle();
        Assert.Equal(before, Run.Tables.Dump("freshness", "orders", "delivery_latency"));
        Row("orders", "old").Has("status", "CANCELLED");
    }

    [Fact]
    public void A_shop_that_was_silent_for_longer_than_the_retention_gets_the_rows_of_the_days_between()
    {
        At("2026-03-02 09:00").OnHand("A", 11);
        Say(new ReturnSaid("e-other", "s2", Ms("2026-03-17 09:00"), "nobody", "nothing")); // moves the clock of the lane
        At("2026-03-17 08:00").Passes();
        Row("sell_through", "A", "2026-03-10", 90).Has("on_hand_end", 11);
        Row("sell_through", "A", "2026-03-17", 1).Has("on_hand_end", 11);
    }

    [Fact]
    public void A_product_that_sells_nothing_any_more_is_remembered_while_a_crashed_run_may_have_left_rows_of_it()
    {
        var sold = new OrderSaid("e1", "s1", Ms("2026-03-01 10:00"), "o1", "AWAITING_SHIPMENT") { PaidTime = Ms("2026-03-01 10:00"), Lines = [new("l1", "C", 1, 1m)] };
        var cancelled = new OrderSaid("e2", "s1", Ms("2026-03-01 11:00"), "o1", "CANCELLED");
        var dayTwo = new OrderSaid("e3", "s1", Ms("2026-03-02 11:00"), "o2", "UNPAID");
        var dayThree = new OrderSaid("e4", "s1", Ms("2026-03-03 11:00"), "o2", "UNPAID");
        using var crashed = new LaneRun();
        crashed.Feed([sold, dayThree]).Tick(); // a row for each of the three days

        using var next = new LaneRun(crashed.Tables, 2);
        next.Feed([sold, cancelled]);
        next.Wall.Pass(TimeSpan.FromMinutes(1)); // topics that say nothing do not hold the clock, by which is forgotten
        next.Feed([dayTwo]).Tick();
        next.Feed([dayThree]).Settle();
        Assert.Empty(next.Tables.View("sell_through"));
    }

    [Property(Arbitrary = [typeof(Story)], MaxTest = 12, QuietOnSuccess = true)]
    public void What_happens_after_forgetting_leaves_the_rows_of_before_as_they_were(Story story)
    {
        using var run = new LaneRun(options: new LaneOptions { Retention = TimeSpan.FromDays(90) });
        var random = new Random(story.Luck);
        run.FeedRandomly(story.Events.Shuffled(random), random).Settle();
        var before = run.Tables.Dump("freshness", "stockout_risk", "stockout_risk_history");

        var again = StoryTeller.Tell(story.Luck).Select(e => Later(e, 400)).ToArray();
        run.Wall.Pass(TimeSpan.FromMinutes(1)); // topics that say nothing any more do not hold the clock
        run.FeedRandomly(again.OrderBy(e => e.At), random).Settle();
        Assert.Empty(before.Split('\n').Except(run.Tables.Dump().Split('\n')));
        using var alone = new LaneRun(options: new LaneOptions());
        alone.FeedRandomly(again.Shuffled(random), random).Settle();
        var after = alone.Tables.Dump("freshness", "stockout_risk", "stockout_risk_history", "sell_through");
        Assert.Empty(after.Split('\n').Except(run.Tables.Dump().Split('\n')));
    }

    private static Said Later(Said said, int days) => said switch
    {
        OrderSaid o => o with
        {
            At = o.At + (days * DayMs), EventId = "b" + o.EventId, OrderId = "b" + o.OrderId, CreateTime = o.CreateTime + (days * DayMs),
            PaidTime = o.PaidTime + (days * DayMs), DeliverBy = o.DeliverBy + (days * DayMs), DispatchDeadline = o.DispatchDeadline + (days * DayMs),
        },
        ScanSaid s => s with { At = s.At + (days * DayMs), EventId = "b" + s.EventId, OrderId = "b" + s.OrderId },
        AdSaid a => a with { At = a.At + (days * DayMs), EventId = "b" + a.EventId, Hour = a.Hour + (days * DayMs) },
        _ => said with { At = said.At + (days * DayMs), EventId = "b" + said.EventId },
    };
}
