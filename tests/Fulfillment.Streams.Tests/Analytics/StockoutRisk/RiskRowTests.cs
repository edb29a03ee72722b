using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class RiskRowTests : ShopTest
{
    [Fact]
    public void An_hour_of_the_history_is_written_once_by_a_flush()
    {
        At("2026-03-10 10:00").OnHand("A", 5);
        Assert.Equal(1, Run.Tables.WrittenTo("stockout_risk_history"));
        At("2026-03-10 12:30").OnHand("A", 4);
        Assert.Equal(1 + 2, Run.Tables.WrittenTo("stockout_risk_history")); // 11 as it was at its end, and 12 as it is
    }

    [Fact]
    public void A_quiet_flush_brings_every_row_of_the_shop_up_to_its_clock()
    {
        At("2026-03-07 10:00").OnHand("A", 5).OnHand("B", 5);
        At("2026-03-07 10:20").Paid("o1", "A:1");
        Assert.Equal(Seconds("2026-03-07 10:00"), Run.Tables.View("stockout_risk")["s1|B"]["as_of"]); // not settled yet
        Row("stockout_risk", "B").Has("as_of", Seconds("2026-03-07 10:20"));
        Run.Tables.View("stockout_risk")["s1|A"].Has("as_of", Seconds("2026-03-07 10:20"));
    }

    [Fact]
    public void With_a_new_hour_of_its_shop_a_SKU_has_a_row_though_nothing_is_said_of_it()
    {
        At("2026-03-07 10:00").OnHand("A", 5).OnHand("B", 5);
        At("2026-03-07 11:20").Paid("o1", "A:1");
        Run.Tables.View("stockout_risk")["s1|B"].Has("as_of", Seconds("2026-03-07 11:20"));
        Assert.Contains($"s1|B|{Seconds("2026-03-07 11:00")}", Run.Tables.View("stockout_risk_history").Keys);
    }

    [Fact]
    public void A_quiet_shop_settles_after_a_minute_of_flushes_also_where_another_keeps_the_lane_busy()
    {
        At("2026-03-07 10:00").OnHand("A", 5).OnHand("B", 5);
        At("2026-03-07 10:20").Paid("o1", "A:1");
        for (var i = 0; i < 61; i++)
        {
            Assert.Equal(Seconds("2026-03-07 10:00"), Run.Tables.View("stockout_risk")["s1|B"]["as_of"]);
            Say(new StockSaid(NextId(), "s2", Ms("2026-03-07 10:00") + i, "A", "w1", i));
        }

        Assert.Equal(Seconds("2026-03-07 10:20"), Run.Tables.View("stockout_risk")["s1|B"]["as_of"]);
    }

    [Fact]
    public void A_flush_with_nothing_new_after_that_writes_nothing()
    {
        At("2026-03-07 10:00").OnHand("A", 5).Paid("o1", "A:1");
        Run.Settle();
        var written = Run.Tables.Written;
        Run.Settle().Settle();
        Assert.Equal(written, Run.Tables.Written);
    }

    [Fact]
    public void Inbound_counts_while_it_is_due_within_the_lead_time_and_overdue_counts_as_arriving_now()
    {
        At("2026-03-01 00:00").Paid("o1", "A:70");
        At("2026-03-07 10:00").OnHand("A", 5, "w1", (20, Ms("2026-03-10 10:00")), (30, Ms("2026-03-20 10:00")), (40, Ms("2026-03-05 10:00")));
        Row("stockout_risk", "A").Has("inbound_units", 60).Has("on_hand", 5).Has("lead_time_days", 7.0);
    }

    [Fact]
    public void A_level_of_a_second_warehouse_adds_and_a_later_one_of_the_first_replaces()
    {
        At("2026-03-07 10:00").OnHand("A", 5, "w1").OnHand("A", 7, "w2");
        Row("stockout_risk", "A").Has("on_hand", 12);
        At("2026-03-07 11:00").OnHand("A", 1, "w1");
        Row("stockout_risk", "A").Has("on_hand", 8);
        At("2026-03-07 10:30").OnHand("A", 100, "w1"); // late news of the past
        Row("stockout_risk", "A").Has("on_hand", 8);
    }

    [Fact]
    public void Days_without_stock_say_nothing_about_demand()
    {
        At("2026-03-01 00:00").OnHand("A", 10);
        At("2026-03-05 00:00").Paid("o1", "A:10").OnHand("A", 0);
        At("2026-03-09 00:00").OnHand("A", 10);
        At("2026-03-11 00:00").Passes(); // 10 sold in 4 + 2 days in stock; on the day of the sale no level says it could, so it counts whole
        Row("stockout_risk", "A").Has("demand_per_day", 10 / 7.0);
    }

    [Fact]
    public void The_history_has_every_hour_from_the_first_level_on_for_90_days_however_flushes_came()
    {
        At("2026-03-07 10:30").OnHand("A", 5);
        At("2026-05-01 00:00").Passes();
        At("2026-03-07 08:30").OnHand("A", 9);
        At("2026-09-01 00:00").Passes();
        Run.Settle();
        var hours = Run.Tables.View("stockout_risk_history").Values.Select(r => (long)r["hour"]!).Order().ToArray();
        Assert.Equal(Seconds("2026-03-07 08:00"), hours[0]);
        Assert.Equal(Seconds("2026-03-07 10:00") + (90 * 86_400), hours[^1]);
        Assert.Equal((90 * 24) + 3, hours.Length);
    }
}
