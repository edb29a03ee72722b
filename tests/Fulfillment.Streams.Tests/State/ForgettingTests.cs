using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>How much a lane holds: what nobody speaks of any more is forgotten, once a day, 94 days behind the clock; snapshots included.</summary>
public sealed class ForgettingTests() : ShopTest(new LaneOptions { Retention = TimeSpan.FromDays(2), SkuRetention = TimeSpan.FromDays(200) })
{
    [Fact]
    public void Orders_and_statements_go_first_then_SKUs_then_the_shop()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2").OnHand("B", 5).Spend("c1", "2026-01-05 09:00", 5m);
        Assert.Equal("s1: 1 orders, 1 statements, 2 SKUs", Held());
        ElsewherePasses("2026-06-01 10:00");
        Assert.Equal("s1: 0 orders, 0 statements, 2 SKUs; s2: 0 orders, 0 statements, 0 SKUs", Held());
        ElsewherePasses("2026-11-15 10:00");
        Assert.Equal("s2: 0 orders, 0 statements, 0 SKUs", Held());
    }

    [Fact]
    public void What_is_forgotten_does_not_come_back_out_of_a_snapshot()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2").OnHand("B", 5).Spend("c1", "2026-01-05 09:00", 5m);
        Crash();
        ElsewherePasses("2026-06-01 10:00");
        Crash();
        Assert.Equal("s1: 0 orders, 0 statements, 2 SKUs; s2: 0 orders, 0 statements, 0 SKUs", Held());
        ElsewherePasses("2026-11-15 10:00");
        Crash();
        Assert.Equal("s2: 0 orders, 0 statements, 0 SKUs", Held());
    }

    [Fact]
    public void Levels_are_forgotten_but_for_the_one_in_force()
    {
        At("2026-01-05 10:00").OnHand("A", 5);
        At("2026-01-06 10:00").OnHand("A", 4);
        At("2026-06-01 10:00").Passes();
        Run.Settle();
        Assert.Equal(Ms("2026-01-06 10:00"), Run.Lane.Shops.All.Single().Skus.Single().Stock.FirstChangeFrom(0));
    }

    [Fact]
    public void A_SKU_is_forgotten_while_its_shop_goes_on()
    {
        At("2026-01-05 10:00").OnHand("A", 5).Paid("o1", "C:1");
        Crash();
        At("2026-11-15 10:00").OnHand("B", 5);
        Crash();
        Assert.Equal("s1: 0 orders, 0 statements, 1 SKUs", Held());
        Crash();
        Assert.Equal("s1: 0 orders, 0 statements, 1 SKUs", Held());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_statement_that_takes_the_place_of_a_forgotten_one_does_not_show_in_the_snapshot_under_way(bool goesOn)
    {
        At("2026-01-05 10:00").Paid("o1", "A:2").Spend("c1", "2026-01-05 09:00", 5m, revision: 3);
        Run.Snapshot();
        ElsewherePasses("2026-06-01 10:00");
        Run.Lane.BeginSnapshot();
        At("2026-06-01 11:00").Spend("c2", "2026-06-01 09:00", 7m).Spend("c3", "2026-06-01 09:00", 8m);
        var state = Run.CompleteSnapshot();
        if (goesOn)
        {
            state = Run.Snapshot();
        }

        using var next = new LaneRun(epoch: 2, options: new LaneOptions { Retention = TimeSpan.FromDays(2) }, snapshot: state);
        var statements = next.Lane.Shops.All.Single(s => next.Lane.Words.Symbols[s.Symbol].AsSpan().SequenceEqual("s1"u8)).Ads.Statements();
        Assert.Equal(goesOn ? [7_000_000L, 8_000_000L] : [], statements.Select(s => s.Figures.Spend).Order());
    }

    [Fact]
    public void Forgetting_waits_for_a_day_to_pass()
    {
        At("2026-01-05 10:00").Paid("o1", "A:1");
        At("2026-01-05 20:00").Paid("o2", "A:1");
        At("2026-04-09 12:00").Passes(); // 94 days later, and an hour for daylight saving
        Assert.Equal(1, Run.Lane.Shops.All.Single().Orders.Count);
        At("2026-04-10 11:00").Passes();
        Assert.Equal(1, Run.Lane.Shops.All.Single().Orders.Count);
        At("2026-04-10 12:00").Passes();
        Assert.Equal(0, Run.Lane.Shops.All.Single().Orders.Count);
    }

    [Fact]
    public void What_forgotten_orders_sold_is_kept_for_the_days_their_shop_was_silent()
    {
        At("2026-01-05 10:00").Paid("o1", "A:2", "A:3");
        ElsewherePasses("2026-06-01 10:00");
        Assert.Equal("s1: 0 orders, 0 statements, 1 SKUs; s2: 0 orders, 0 statements, 0 SKUs", Held());
        Crash();
        At("2026-06-01 11:00").Paid("o2", "A:1");
        Row("sell_through", "A", "2026-02-10", 90).Has("units_sold", 5).Has("revenue", 50_000_000);
        Row("sell_through", "A", "2026-06-01", 90).Has("units_sold", 1);
    }

    [Theory]
    [InlineData("a statement", "s1: 0 orders, 1 statements, 0 SKUs")]
    [InlineData("a SKU", "s1: 0 orders, 0 statements, 1 SKUs")]
    [InlineData("an order", "s1: 1 orders, 0 statements, 0 SKUs")]
    [InlineData("nothing", "")]
    public void A_shop_stays_while_anything_of_it_is_left(string left, string held)
    {
        var then = At("2026-03-10 10:00");
        _ = left switch
        {
            "a SKU" => then.OnHand("A", 5),
            "an order" => then.Order("o1", "UNPAID"),
            "a statement" => then.Spend("c1", "2026-03-10 09:00", 5m),
            _ => then.Passes(),
        };
        Run.Settle();
        Run.Lane.Shops.ForgetBefore(Ms("2027-03-10"));
        Assert.Equal(held, Held());
    }

    [Fact]
    public void An_order_may_outlive_its_SKU()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        Run.Settle();
        var shop = Run.Lane.Shops.All.Single();
        shop.ForgetBefore(Ms("2026-03-10 10:00"), Ms("2026-12-31"));
        Assert.Equal((1, 0), (shop.Orders.Count, shop.Skus.Count));
        shop.ForgetBefore(Ms("2026-06-01"), Ms("2026-12-31"));
        Assert.Equal((0, 0), (shop.Orders.Count, shop.Skus.Count));
    }

    [Fact]
    public void What_was_said_at_the_time_itself_is_kept()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1").Spend("c1", "2026-03-10 10:00", 5m);
        var shop = Run.Lane.Shops.All.Single();
        shop.ForgetBefore(Ms("2026-03-10 10:00"), Ms("2026-03-01"));
        Assert.Equal((1, 1), (shop.Orders.Count, shop.Ads.Count));
        shop.ForgetBefore(Ms("2026-03-10 10:00") + 1, Ms("2026-03-01"));
        Assert.Equal((0, 0), (shop.Orders.Count, shop.Ads.Count));
        Assert.True(shop.Orders.IsClosed("o1"u8));
    }

    [Fact]
    public void What_changed_since_the_last_flush_is_kept_until_it_is_written()
    {
        Run.Feed(Topic.Orders, new OrderSaid("e1", "s1", Ms("2026-03-10 10:00"), "o1", "COMPLETED").Json);
        Run.Feed(Topic.AdSpend, new AdSaid("e2", "s1", Ms("2026-03-10 10:00"), "c1", Ms("2026-03-10 10:00"), 5m).Json);
        var shop = Run.Lane.Shops.All.Single();
        shop.ForgetBefore(Ms("2026-04-10"), Ms("2026-04-10"));
        Run.Lane.Shops.ForgetBefore(Ms("2026-04-10"));
        Assert.Equal("s1: 1 orders, 1 statements, 0 SKUs", Held());
    }

    [Theory]
    [InlineData("2026-01-06 00:00:00")]
    [InlineData("2026-01-05 00:00:01")]
    public void Sales_are_kept_by_whole_days_also_of_SKUs_to_come(string time)
    {
        At("2026-01-05 10:00").Paid("o1", "A:1");
        At("2026-01-06 10:00").Paid("o2", "A:1");
        At("2026-04-08 10:00").Passes();
        var shop = Run.Lane.Shops.All.Single();
        Run.Lane.Shops.KeepFrom(Ms(time));
        Assert.Equal(Day("2026-01-06"), shop.Skus.Single().Sales.FirstKept);
        At("2026-04-08 11:00").Paid("o3", "B:1");
        Assert.Equal([Day("2026-01-06"), Day("2026-01-06")], shop.Skus.Select(s => s.Sales.FirstKept));
    }

    /// <summary>Another shop moves the clock of the lane.</summary>
    private void ElsewherePasses(string local) => Say(new ReturnSaid(NextId(), "s2", Ms(local), "nobody", "nothing"));

    private string Held() => string.Join("; ", Run.Lane.Shops.All.Select(s =>
        $"{System.Text.Encoding.UTF8.GetString(Run.Lane.Words.Symbols[s.Symbol])}: {s.Orders.Count} orders, {s.Ads.Count} statements, {s.Skus.Count} SKUs"));
}
