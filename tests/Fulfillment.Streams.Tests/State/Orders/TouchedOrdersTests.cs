using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Orders;

/// <summary>What a flush is told of the orders that changed since the last.</summary>
public sealed class TouchedOrdersTests : ShopTest
{
    private TouchedOrders Touched => Run.Lane.Shops.TouchedOrders;

    [Fact]
    public void An_order_is_shown_as_it_was_before_all_its_events_and_after_them()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        Feed(Sold("o1", "2026-03-10 11:00", "A:2"), Sold("o2", "2026-03-10 11:30", "B:1"), Sold("o1", "2026-03-10 12:00", "A:3"));

        Assert.Equal(2, Touched.Count);
        var first = Touched[0];
        Assert.Equal((2, 1L, 3L), (first.Events, first.Before.Lines[0].Quantity, first.After.Lines[0].Quantity));
        Assert.Equal(2, Assert.Single(first.PassedSales.ToArray()).Lines[0].Quantity);
        var second = Touched[1];
        Assert.Equal((1, OrderFacts.None.SoldAt, 1L), (second.Events, second.Before.SoldAt, second.After.Lines[0].Quantity));
        Assert.Empty(second.PassedSales.ToArray());
    }

    [Fact]
    public void What_came_and_went_is_told_of_its_own_order_only()
    {
        Feed(
            Sold("o1", "2026-03-10 11:00", "A:2"), Sold("o1", "2026-03-10 12:00", "A:3"), new ScanSaid(NextId(), "s1", Ms("2026-03-11 10:00"), "o1", "p1", "DELIVERED"),
            Sold("o2", "2026-03-10 11:30", "B:1") with { Shop = "s2" });

        Assert.Equal([Stage.Processing, Stage.Transit, Stage.OrderToDelivery], Touched[0].PassedEnds.Select(e => e.Stage).Distinct().Order());
        Assert.Empty(Touched[1].PassedEnds);
        Run.Settle();
        Assert.DoesNotContain(Run.Tables.View("sell_through").Keys, key => key.StartsWith("s2|A", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_that_sell_the_same_under_other_ids_change_no_sale()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        var again = Sold("o1", "2026-03-10 11:00", "A:1") with { PaidTime = Ms("2026-03-10 10:00") };
        Feed(again with { Lines = [again.Lines![0] with { LineId = "another" }] });
        Assert.False(Touched[0].IsSaleChanged);
        Feed(again with { At = Ms("2026-03-10 12:00"), EventId = NextId(), Lines = [again.Lines![0] with { UnitPrice = 11 }] });
        Assert.True(Touched[0].IsSaleChanged);
    }

    [Theory]
    [InlineData("o1", null, false)]
    [InlineData("o1", "2026-03-10 11:00", true)]
    [InlineData("o2", null, true)]
    [InlineData("o3", null, false)] // and no stage that could have ended
    public void An_order_begins_to_count_as_it_is_known_with_a_start(string order, string? paid, bool begins)
    {
        At("2026-03-10 10:00").Scan("o1", "ACCEPTED").Order("o1", "UNPAID");
        At("2026-03-10 10:30").Scan("o2", "ACCEPTED");
        Feed(new OrderSaid(NextId(), "s1", Ms("2026-03-10 11:00"), order, "UNPAID") { PaidTime = paid is null ? null : Ms(paid) });
        Assert.Equal(begins, Touched[0].BeganToCount);
    }

    [Fact]
    public void An_order_touched_twice_may_have_begun_to_count_between()
    {
        At("2026-03-10 10:00").Scan("o1", "ACCEPTED").Order("o1", "UNPAID");
        var again = new OrderSaid("a", "s1", Ms("2026-03-10 11:00"), "o1", "UNPAID");
        Feed(again);
        Assert.False(Touched[0].BeganToCount);
        Feed(again with { EventId = "b" });
        Assert.True(Touched[0].BeganToCount);
    }

    [Fact]
    public void A_sale_that_came_and_went_is_a_change_though_all_is_as_it_was()
    {
        At("2026-03-10 10:00").Paid("o1", "A:1");
        var sold = Sold("o1", "2026-03-10 11:00", "A:2") with { PaidTime = Ms("2026-03-10 10:00") };
        Feed(sold, sold with { At = Ms("2026-03-10 12:00"), EventId = NextId(), Lines = Moment.Lines("A:1") });
        Assert.Equal(Touched[0].Before.Lines[0].Quantity, Touched[0].After.Lines[0].Quantity);
        Assert.Equal(1, Touched[0].PassedSales.Length);
        Assert.True(Touched[0].IsSaleChanged);
    }

    [Fact]
    public void A_flush_ends_with_nothing_touched()
    {
        Feed(Sold("o1", "2026-03-10 11:00", "A:2"));
        Run.Tick();
        Assert.Equal(0, Touched.Count);
        Feed(Sold("o1", "2026-03-10 12:00", "A:2"));
        Assert.Equal((1, 1), (Touched.Count, Touched[0].Events));
    }

    [Fact]
    public void A_lane_that_was_behind_works_on_as_it_lets_go_of_the_memory()
    {
        Feed([.. Enumerable.Range(0, 5000).Select(n => Sold($"o{n}", "2026-03-10 11:00", "A:1"))]);
        Run.Tick();
        for (var n = 0; n < 200; n++)
        {
            Feed(Sold($"o{n}", "2026-03-10 12:00", "A:2"), Sold($"o{n + 1}", "2026-03-10 12:30", "A:4"));
            Assert.Equal(2, Touched.Count);
            Run.Tick();
        }

        Row("sell_through", "A", "2026-03-10", 1).Has("units_sold", 4799 + 2 + (200 * 4));
    }

    private void Feed(params Said[] said) => Run.Feed(said);

    private OrderSaid Sold(string order, string at, params string[] lines) => new(NextId(), "s1", Ms(at), order, "AWAITING_SHIPMENT")
    {
        CreateTime = Ms(at), PaidTime = Ms(at), Lines = Moment.Lines(lines),
    };
}
