using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.DeliveryLatency;

public sealed class DeliveryLatencyTests : ShopTest
{
    [Fact]
    public void A_region_that_arrives_late_moves_the_parcel_and_the_unknown_region_vanishes()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-07 12:00").Scan("o1", "ACCEPTED");
        Row("delivery_latency", "ZZ", "processing", "1h", "2026-03-07 12:00:00").Has("parcels", 1);
        At("2026-03-07 13:00").Order("o1", "IN_TRANSIT", o => o with { Region = "CA" });
        foreach (var (granularity, start) in new[] { ("1h", "2026-03-07 12:00:00"), ("1d", "2026-03-07 00:00:00"), ("7d", "2026-03-01 00:00:00") })
        {
            Assert.Null(RowOrNull("delivery_latency", "ZZ", "processing", granularity, start));
            Row("delivery_latency", "CA", "processing", granularity, start).Has("parcels", 1).Has("p50_hours", 2.0);
            Row("delivery_latency", "ALL", "processing", granularity, start).Has("parcels", 1);
        }
    }

    [Fact]
    public void A_region_corrected_within_one_flush_after_a_crash_leaves_no_row_of_the_crashed_run()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        Run.Tick();
        var snapshot = Run.Snapshot();
        At("2026-03-07 12:00").Scan("o1", "ACCEPTED"); // written under ZZ, then the lane dies
        var region = new OrderSaid("x", "s1", Ms("2026-03-07 13:00"), "o1", "IN_TRANSIT") { Region = "CA" };
        var scan = new ScanSaid("y", "s1", Ms("2026-03-07 12:00"), "o1", "p1", "ACCEPTED");

        using var next = new LaneRun(Run.Tables, 2, snapshot: snapshot);
        next.Feed(region.Topic, region.Json).Feed(scan.Topic, scan.Json).Settle();
        Assert.DoesNotContain(next.Tables.View("delivery_latency").Keys, k => k.Contains("|ZZ|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_region_changed_to_and_fro_within_one_flush_after_a_crash_is_written_as_it_is()
    {
        At("2026-03-07 10:00").Order("o1", "AWAITING_SHIPMENT", o => o with { PaidTime = Ms("2026-03-07 10:00"), Region = "CA" });
        At("2026-03-07 12:00").Scan("o1", "ACCEPTED");
        var snapshot = Run.Snapshot();
        At("2026-03-07 13:00").Order("o1", "IN_TRANSIT", o => o with { Region = "TX" }); // written, then the lane dies
        var to = new OrderSaid("e003", "s1", Ms("2026-03-07 13:00"), "o1", "IN_TRANSIT") { Region = "TX" };
        var fro = new OrderSaid("e004", "s1", Ms("2026-03-07 14:00"), "o1", "IN_TRANSIT") { Region = "CA" };

        using var next = new LaneRun(Run.Tables, 2, snapshot: snapshot);
        next.Feed(to.Topic, to.Json, fro.Json).Settle();
        var keys = next.Tables.View("delivery_latency").Keys;
        Assert.Contains(keys, k => k.Contains("|CA|processing|1h", StringComparison.Ordinal));
        Assert.DoesNotContain(keys, k => k.Contains("|TX|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_promise_changed_to_and_fro_within_one_flush_after_a_crash_is_judged_as_it_is()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1").Order("o1", "AWAITING_SHIPMENT", o => o with { DeliverBy = Ms("2026-03-09 12:00") });
        At("2026-03-09 10:00").Scan("o1", "DELIVERED");
        var snapshot = Run.Snapshot();
        At("2026-03-09 13:00").Order("o1", "COMPLETED", o => o with { DeliverBy = Ms("2026-03-08 12:00") }); // written late, then the lane dies
        var to = new OrderSaid("e004", "s1", Ms("2026-03-09 13:00"), "o1", "COMPLETED") { DeliverBy = Ms("2026-03-08 12:00") };
        var fro = new OrderSaid("e005", "s1", Ms("2026-03-09 14:00"), "o1", "COMPLETED") { DeliverBy = Ms("2026-03-09 12:00") };

        using var next = new LaneRun(Run.Tables, 2, snapshot: snapshot);
        next.Feed(to.Topic, to.Json, fro.Json).Settle();
        Row("delivery_latency", "ALL", "order_to_delivery", "1d", "2026-03-09 00:00:00").Has("on_time", 1).Has("late", 0);
    }

    [Fact]
    public void A_week_starts_on_each_of_the_seven_days_that_end_with_the_stage_and_follows_daylight_saving()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-10 10:00").Scan("o1", "ACCEPTED");
        foreach (var start in new[] { "2026-03-04", "2026-03-05", "2026-03-08", "2026-03-09", "2026-03-10" })
        {
            Row("delivery_latency", "ALL", "processing", "7d", start + " 00:00:00").Has("parcels", 1).Has("p50_hours", 71.0); // one hour skipped
        }

        Assert.Null(RowOrNull("delivery_latency", "ALL", "processing", "7d", "2026-03-03 00:00:00"));
        Assert.Null(RowOrNull("delivery_latency", "ALL", "processing", "7d", "2026-03-11 00:00:00"));
    }

    [Fact]
    public void A_stage_that_ends_before_it_starts_lasts_0()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        At("2026-03-07 09:00").Scan("o1", "ACCEPTED");
        Row("delivery_latency", "ALL", "processing", "1h", "2026-03-07 09:00:00").Has("max_hours", 0.0).Has("parcels", 1);
    }

    [Fact]
    public void A_delivery_at_deliver_by_is_on_time_and_a_second_later_is_late()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1").Order("o1", "AWAITING_SHIPMENT", o => o with { DeliverBy = Ms("2026-03-09 10:00:00") });
        At("2026-03-07 10:00").Paid("o2", "A:1").Order("o2", "AWAITING_SHIPMENT", o => o with { DeliverBy = Ms("2026-03-09 09:59:59") });
        At("2026-03-09 10:00").Scan("o1", "DELIVERED").Scan("o2", "DELIVERED");
        Row("delivery_latency", "ALL", "order_to_delivery", "1d", "2026-03-09 00:00:00").Has("on_time", 1).Has("late", 1);
        Row("delivery_latency", "ALL", "transit", "1d", "2026-03-09 00:00:00").Has("on_time", 0).Has("late", 0);
        Row("orders", "o1").Has("is_late_delivery", 0);
        Row("orders", "o2").Has("is_late_delivery", 1);
    }

    [Fact]
    public void Quantiles_are_the_nearest_rank_of_all_parcels()
    {
        for (var i = 1; i <= 20; i++)
        {
            At("2026-03-07 00:00").Paid($"o{i}", "A:1");
            At($"2026-03-07 {i:00}:00").Scan($"o{i}", "ACCEPTED");
        }

        Row("delivery_latency", "ALL", "processing", "1d", "2026-03-07 00:00:00")
            .Has("p50_hours", 10.0).Has("p90_hours", 18.0).Has("p95_hours", 19.0).Has("mean_hours", 10.5).Has("min_hours", 1.0).Has("max_hours", 20.0);
    }

    [Fact]
    public void A_stage_that_ends_writes_its_hour_its_day_and_the_seven_weeks_of_it_and_no_other_row()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1");
        Run.Settle();
        At("2026-03-07 12:00").Scan("o1", "ACCEPTED");
        Assert.Equal(2 * (1 + 1 + 7), Run.Tables.WrittenTo("delivery_latency")); // of the region and of all
        At("2026-03-09 12:00").Passes();
        Run.Settle();
        Assert.Equal(2 * (1 + 1 + 7), Run.Tables.WrittenTo("delivery_latency"));
    }

    [Fact]
    public void Stages_of_neighbouring_days_write_the_weeks_they_share_once()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1").Paid("o2", "A:1");
        Run.Settle();
        var before = Run.Tables.WrittenTo("delivery_latency");
        Run.Feed([
            new ScanSaid("x", "s1", Ms("2026-03-07 12:00"), "o1", "p1", "ACCEPTED"),
            new ScanSaid("y", "s1", Ms("2026-03-09 12:00"), "o2", "p1", "ACCEPTED")]).Settle();
        Assert.Equal(2 * (2 + 2 + 9), Run.Tables.WrittenTo("delivery_latency") - before);
    }

    [Fact]
    public void A_row_that_is_taken_away_says_nothing_any_more()
    {
        At("2026-03-07 10:00").Paid("o1", "A:1").Order("o1", "AWAITING_SHIPMENT", o => o with { DeliverBy = Ms("2026-03-09 10:00") });
        At("2026-03-09 10:00").Scan("o1", "DELIVERED");
        At("2026-03-09 11:00").Scan("o1", "RETURNED");

        var removed = Run.Tables.Removed("delivery_latency");
        Assert.NotEmpty(removed);
        Assert.All(removed, row => Assert.All(row.Where(c => c.Key is "parcels" or "on_time" or "late"), c => Assert.Equal(0L, c.Value)));
        Assert.All(removed, row => Assert.All(row.Where(c => c.Key.EndsWith("_hours", StringComparison.Ordinal)), c => Assert.Equal(0.0, c.Value)));
    }
}
