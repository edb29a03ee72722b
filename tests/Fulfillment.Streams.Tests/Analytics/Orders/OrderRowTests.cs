using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.Orders;

public sealed class OrderRowTests : ShopTest
{
    [Fact]
    public void Later_information_is_decided_by_event_time_and_not_by_arrival()
    {
        At("2026-03-07 12:00").Order("o1", "COMPLETED");
        At("2026-03-07 11:00").Order("o1", "AWAITING_SHIPMENT", o => o with { Region = "CA" });
        Row("orders", "o1").Has("status", "COMPLETED").Has("region", "CA").Has("created_at", Seconds("2026-03-07 11:00"));
    }

    [Fact]
    public void Scans_alone_make_no_order_but_count_once_it_is_announced()
    {
        At("2026-03-07 11:00").Scan("o1", "ACCEPTED");
        Assert.Null(RowOrNull("orders", "o1"));
        At("2026-03-07 10:00").Paid("o1", "A:1");
        Row("orders", "o1").Has("accepted_at", Seconds("2026-03-07 11:00"));
        Row("delivery_latency", "ALL", "processing", "1h", "2026-03-07 11:00:00").Has("p50_hours", 1.0);
    }

    [Fact]
    public void A_cancelled_order_says_when_and_an_un_cancelled_one_does_not()
    {
        At("2026-03-07 10:00").Paid("o1", "A:2");
        At("2026-03-07 11:00").Order("o1", "CANCEL");
        Row("orders", "o1").Has("status", "CANCELLED").Has("cancelled_at", Seconds("2026-03-07 11:00"));
        At("2026-03-07 12:00").Order("o1", "AWAITING_SHIPMENT");
        Row("orders", "o1").Has("status", "AWAITING_SHIPMENT").Has("cancelled_at", null);
        Row("sell_through", "A", "2026-03-07", 1).Has("units_sold", 2);
    }

    [Fact]
    public void An_order_cancelled_after_its_delivery_stays_delivered_but_is_not_sold()
    {
        At("2026-03-07 10:00").Paid("o1", "A:2");
        At("2026-03-08 10:00").Scan("o1", "DELIVERED");
        At("2026-03-09 10:00").Order("o1", "CANCELLED");
        Row("orders", "o1").Has("delivered_at", Seconds("2026-03-08 10:00")).Has("cancelled_at", Seconds("2026-03-09 10:00"));
        Assert.Null(RowOrNull("sell_through", "A", "2026-03-07", 1));
    }

    [Fact]
    public void A_return_scan_strikes_every_delivery_before_it_and_none_after()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-09 10:00").Order("o1", "DELIVERED").Scan("o1", "DELIVERED");
        At("2026-03-10 10:00").Scan("o1", "RETURNING");
        Row("orders", "o1").Has("delivered_at", null);
        At("2026-03-11 10:00").Order("o1", "DELIVERED"); // the status counts again, although the first of its kind is struck
        Row("orders", "o1").Has("delivered_at", Seconds("2026-03-11 10:00"));
        Row("delivery_latency", "ZZ", "order_to_delivery", "1d", "2026-03-11 00:00:00").Has("parcels", 1);
        Assert.Null(RowOrNull("delivery_latency", "ZZ", "order_to_delivery", "1d", "2026-03-09 00:00:00"));
    }

    [Fact]
    public void A_split_order_is_as_many_parcels_as_packages()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-07 12:00").Scan("o1", "ACCEPTED", "p1").Scan("o1", "ACCEPTED", "p2");
        At("2026-03-09 10:00").Scan("o1", "DELIVERED", "p1");
        At("2026-03-10 10:00").Scan("o1", "DELIVERED", "p2");
        Row("orders", "o1").Has("delivered_at", Seconds("2026-03-09 10:00"));
        Row("delivery_latency", "ZZ", "processing", "1h", "2026-03-07 12:00:00").Has("parcels", 2);
        Row("delivery_latency", "ZZ", "order_to_delivery", "1d", "2026-03-10 00:00:00").Has("parcels", 1);
    }

    [Fact]
    public void An_absurd_order_is_shown_as_far_as_columns_can_and_stops_nothing()
    {
        const long year9999 = 253_402_300_799_000;
        var line = new LineSaid("l", "A", 1_000_000, 1_000_000m); // each at the decoder's limit
        At("2026-03-07 10:00").Order("o1", "AWAITING_SHIPMENT", o => o with
        {
            CreateTime = year9999, PaidTime = year9999, HandlingDays = 3660, DeliverBy = year9999, DispatchDeadline = year9999,
            Lines = [.. Enumerable.Repeat(line, 12)],
        });
        At("2026-03-07 10:00").Order("o2", "AWAITING_SHIPMENT", o => o with { CreateTime = -62_135_596_800_000, PaidTime = 0, Lines = [line] });
        At("2026-03-07 10:00").OnHand("A", 1_000_000_000_000, "w1", (1_000_000_000_000, year9999)).OnHand("A", 1_000_000_000_000, "w2");
        At("2026-03-07 11:00").Paid("o3", "B:2");
        Row("orders", "o1").Has("paid_at", 4_294_967_295L);
        Row("orders", "o1").Has("revenue", long.MaxValue);
        Row("orders", "o2").Has("created_at", Seconds("2026-03-07 10:00")).Has("paid_at", 0); // 0 is how platforms say: not yet
        Row("sell_through", "B", "2026-03-07", 1).Has("units_sold", 2);
        Row("sell_through", "A", "2026-03-07", 1).Has("average_on_hand", 2e12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-86_400)]
    [InlineData(1)] // seconds, as all small numbers are
    public void A_time_of_1970_or_before_takes_nothing_back(long said)
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-07 11:00").Order("o1", "AWAITING_SHIPMENT", o => o with { CreateTime = said, PaidTime = said, DeliverBy = said });
        Row("orders", "o1").Has("paid_at", said > 0 ? said : Seconds("2026-03-07 10:00"));
    }

    [Fact]
    public void A_region_called_ALL_is_unknown_because_ALL_is_the_sum()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1").Order("o1", "IN_TRANSIT", o => o with { Region = "ALL" });
        Row("orders", "o1").Has("region", "ZZ");
        Row("delivery_latency", "ALL", "processing", "1d", "2026-03-07 00:00:00").Has("parcels", 1);
    }
}
