using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.SellThrough;

/// <summary>Which rows a change of the past writes again: those whose window holds it, and no others.</summary>
public sealed class WrittenDaysTests() : ShopTest(new LaneOptions { Retention = TimeSpan.FromDays(200) })
{
    [Fact]
    public void A_sale_of_the_past_writes_the_days_whose_windows_hold_it_and_no_others()
    {
        At("2026-01-05 10:00").OnHand("A", 50);
        At("2026-01-06 10:00").Paid("o1", "A:1");
        At("2026-05-05 10:00").Passes();
        Run.Settle();
        var before = Run.Tables.WrittenTo("sell_through");
        At("2026-01-06 11:00").Paid("o2", "A:1");
        Run.Settle();
        Assert.Equal(1 + 7 + 30 + 90, Run.Tables.WrittenTo("sell_through") - before);
        Row("sell_through", "A", "2026-04-05", 90).Has("units_sold", 2);
        Assert.Null(RowOrNull("sell_through", "A", "2026-04-06", 90));
    }

    [Fact]
    public void A_sale_of_today_writes_todays_four_rows_and_no_other_products()
    {
        At("2026-01-05 10:00").Paid("o1", "A:1").Paid("o2", "B:1");
        Run.Settle();
        var before = Run.Tables.WrittenTo("sell_through");
        At("2026-01-05 11:00").Paid("o3", "A:1");
        Assert.Equal(4, Run.Tables.WrittenTo("sell_through") - before);
    }

    [Fact]
    public void A_level_of_the_past_counts_in_the_row_90_days_later_which_asks_what_was_there_then()
    {
        At("2026-01-05 08:00").OnHand("A", 10);
        At("2026-03-01 10:00").Paid("o1", "A:8");
        At("2026-04-05 10:00").OnHand("A", 4); // the 90th day after
        Row("sell_through", "A", "2026-04-05", 90).Has("sell_through_amazon", 8 / ((10 + 10 + 10 + 4) / 4.0));
        At("2026-01-05 20:00").OnHand("A", 28);
        Row("sell_through", "A", "2026-04-05", 90).Has("sell_through_amazon", 8 / ((28 + 28 + 28 + 4) / 4.0));
    }
}
