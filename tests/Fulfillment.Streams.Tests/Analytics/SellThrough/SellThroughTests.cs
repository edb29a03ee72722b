using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.SellThrough;

public sealed class SellThroughTests : ShopTest
{
    [Fact]
    public void A_sale_counts_on_the_shop_local_day_it_was_paid()
    {
        At("2026-03-07 23:59:59").Paid("o1", "A:2");
        At("2026-03-08 00:00:00").Paid("o2", "A:3");
        Row("sell_through", "A", "2026-03-07", 1).Has("units_sold", 2).Has("revenue", 20_000_000);
        Row("sell_through", "A", "2026-03-08", 1).Has("units_sold", 3);
        Row("sell_through", "A", "2026-03-08", 7).Has("units_sold", 5);
    }

    [Fact]
    public void An_order_without_payment_time_is_sold_when_created_once_it_has_gone_on()
    {
        At("2026-03-07 10:00").Order("o1", "ON_HOLD", o => o with { CreateTime = Ms("2026-03-06 09:00"), Lines = Moment.Lines("A:2") });
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-06", 1));
        At("2026-03-07 11:00").Order("o1", "AWAITING_SHIPMENT");
        Row("sell_through", "A", "2026-03-06", 1).Has("units_sold", 2);
        At("2026-03-07 12:00").Order("o1", "COMPLETED", o => o with { PaidTime = Ms("2026-03-05 09:00") });
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-06", 1) is { } row && (long)row["units_sold"]! != 0 ? row : null);
        Row("sell_through", "A", "2026-03-05", 1).Has("units_sold", 2);
    }

    [Fact]
    public void Lines_that_are_replaced_take_their_units_along()
    {
        At("2026-03-07 10:00").Paid("o1", "A:2", "B:1");
        At("2026-03-07 11:00").Order("o1", "AWAITING_SHIPMENT", o => o with { Lines = Moment.Lines("B:4", "C:1") });
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-07", 1));
        Row("sell_through", "B", "2026-03-07", 1).Has("units_sold", 4);
        Row("sell_through", "C", "2026-03-07", 1).Has("units_sold", 1);
    }

    [Fact]
    public void A_sample_is_not_sold()
    {
        At("2026-03-07 10:00").Order("o1", "AWAITING_SHIPMENT", o => o with { PaidTime = Ms("2026-03-07 10:00"), IsSample = true, Lines = Moment.Lines("A:1") });
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-07", 1));
    }

    [Fact]
    public void Rows_of_a_new_day_appear_when_the_shop_clock_moves_on_and_cease_90_days_after_the_last_activity()
    {
        At("2026-03-07 10:00").Paid("o1", "A:2");
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-08", 7));
        At("2026-03-08 00:00").Passes();
        Row("sell_through", "A", "2026-03-08", 7).Has("units_sold", 2);
        Row("sell_through", "A", "2026-03-08", 1).Has("units_sold", 0);
        At("2026-07-01 00:00").Passes();
        Row("sell_through", "A", "2026-06-04", 90).Has("units_sold", 2); // the 90th day
        Assert.Null(RowOrNull("sell_through", "A", "2026-06-05", 90));
    }

    [Fact]
    public void The_lane_can_be_moved_on_without_an_event()
    {
        At("2026-03-07 10:00").Paid("o1", "A:2").OnHand("A", 5);
        Run.Lane.AdvanceTo(Ms("2026-03-09 12:00"));
        Row("sell_through", "A", "2026-03-09", 7).Has("units_sold", 2).Has("on_hand_end", 5);
        Row("stockout_risk", "A").Has("as_of", Seconds("2026-03-09 12:00"));
    }

    [Fact]
    public void A_level_of_the_past_changes_every_day_until_the_next_level()
    {
        At("2026-03-01 00:00").OnHand("A", 10);
        At("2026-03-20 00:00").OnHand("A", 4);
        Row("sell_through", "A", "2026-03-19", 7).Has("average_on_hand", 10.0);
        At("2026-03-10 12:00").OnHand("A", 0);
        Row("sell_through", "A", "2026-03-09", 1).Has("on_hand_end", 10).Has("days_in_stock", 1.0);
        Row("sell_through", "A", "2026-03-10", 1).Has("on_hand_end", 0).Has("days_in_stock", 0.5).Has("average_on_hand", 5.0);
        Row("sell_through", "A", "2026-03-19", 30).Has("on_hand_end", 0).Has("days_in_stock", 9.5);
        Row("sell_through", "A", "2026-03-20", 1).Has("on_hand_end", 4);
    }

    [Fact]
    public void A_level_that_lasts_a_millisecond_counts_for_a_millisecond()
    {
        var noon = Ms("2026-03-07 12:00");
        At("2026-03-07 00:00").OnHand("A", 1);
        foreach (var (after, units) in new[] { (0, 0), (1, 3), (2, 0) })
        {
            Say(new StockSaid(NextId(), "s1", noon + after, "A", "w1", units));
        }

        Row("sell_through", "A", "2026-03-07", 1).Has("days_in_stock", (Ms("2026-03-07 12:00") - Ms("2026-03-07 00:00") + 1) / 86_400_000.0);
    }

    [Fact]
    public void Days_of_23_and_25_hours_are_days()
    {
        At("2026-03-08 00:00").OnHand("A", 1); // clocks go forward at 2
        At("2026-03-08 23:00").OnHand("A", 0);
        Row("sell_through", "A", "2026-03-08", 1).Has("days_in_stock", 22 / 23.0);
        At("2026-11-01 00:00").OnHand("A", 1); // and back at 2
        At("2026-11-01 23:00").OnHand("A", 0);
        Row("sell_through", "A", "2026-11-01", 1).Has("days_in_stock", 24 / 25.0);
    }

    [Fact]
    public void Oversold_stock_is_out_of_stock_and_sells_through_completely()
    {
        At("2026-03-07 00:00").OnHand("A", -3);
        At("2026-03-07 10:00").Paid("o1", "A:2");
        Row("sell_through", "A", "2026-03-07", 1).Has("on_hand_end", -3).Has("days_in_stock", 0.0).Has("average_on_hand", -3.0)
            .Has("sell_through", 1.0).Has("turnover", 0.0).Has("units_per_day_in_stock", 0.0);
        Row("stockout_risk", "A").Has("risk", "OUT").Has("on_hand", -3);
    }

    [Fact]
    public void A_gap_of_eleven_years_writes_no_rows_of_the_years_between()
    {
        At("2015-03-07 10:00").Paid("o1", "A:1").OnHand("A", 5).OnHand("B", 5);
        var before = Run.Tables.Written;
        At("2026-03-07 10:00").Paid("o2", "A:1").OnHand("A", 3);
        Run.Settle();
        Assert.InRange(Run.Tables.Written - before, 90 * 4 * 2, (91 * 4 * 2) + (2 * 91 * 24) + 100);
        Row("sell_through", "A", "2026-03-07", 90).Has("units_sold", 1).Has("on_hand_end", 3);
        Row("sell_through", "A", "2015-06-04", 90).Has("units_sold", 1);
        Assert.Null(RowOrNull("sell_through", "A", "2015-06-05", 90));
    }

    [Fact]
    public void Without_stock_or_sales_nothing_is_sold_through()
    {
        At("2026-03-06 00:00").OnHand("A", 0);
        At("2026-03-08 00:00").Passes();
        Row("sell_through", "A", "2026-03-07", 1)
            .Has("units_sold", 0).Has("on_hand_end", 0).Has("average_on_hand", 0.0).Has("days_in_stock", 0.0)
            .Has("units_per_day_in_stock", 0.0).Has("sell_through", 0.0).Has("turnover", 0.0);
    }

    [Fact]
    public void Sold_without_stock_all_is_sold_through_and_nothing_turned_over()
    {
        At("2026-03-06 00:00").OnHand("A", 0);
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-08 00:00").Passes();
        Row("sell_through", "A", "2026-03-07", 1)
            .Has("units_sold", 1).Has("units_per_day_in_stock", 0.0).Has("sell_through", 1.0).Has("turnover", 0.0);
    }
}
