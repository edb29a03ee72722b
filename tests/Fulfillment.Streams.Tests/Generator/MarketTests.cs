using Fulfillment.Streams.Events;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Carriers;

namespace Fulfillment.Streams.Tests.Generator;

/// <summary>What the shops do contains every situation the engine is there for.</summary>
public sealed class MarketTests
{
    private readonly GeneratedRun run = GeneratedRun.Shared;
    private const double Hour = 3_600_000;

    [Fact]
    public void Stock_runs_out_and_comes_back()
    {
        var levels = run.Of(Topic.Stock).GroupBy(p => (p["sku"], p["warehouse_id"]))
            .Select(g => g.OrderBy(p => p.EventTime).Select(p => p.Json.GetProperty("on_hand").GetInt64()).ToList()).ToList();

        Assert.Contains(levels, l => l.Zip(l.Skip(1)).Any(pair => pair.First > 0 && pair.Second == 0));
        Assert.Contains(levels, l => l.Zip(l.Skip(1)).Any(pair => pair.First == 0 && pair.Second > 0));
        Assert.All(levels, l => Assert.All(l, onHand => Assert.True(onHand >= 0)));
    }

    [Fact]
    public void Money_is_spent_on_what_is_sold_out()
    {
        var soldOut = run.Of(Topic.Stock).Where(p => p["on_hand"] == "0").Select(p => p["sku"]).ToHashSet();
        Assert.Contains(run.Of(Topic.AdSpend), p => p.Has("sku") && soldOut.Contains(p["sku"]));
    }

    [Fact]
    public void Ad_reports_are_restated_with_rising_revisions_and_other_figures()
    {
        var keys = run.Of(Topic.AdSpend).GroupBy(Key).ToList();
        Assert.All(keys, k => Assert.Equal(Enumerable.Range(1, k.Count()), k.OrderBy(p => p.EventTime).Select(p => p.Json.GetProperty("revision").GetInt32())));
        Assert.Contains(keys, k => k.Count() >= 3 && k.Select(p => p["spend"]).Distinct().Count() >= 2);
        Assert.Contains(keys, k => k.Max(p => p.EventTime) - k.Min(p => p.EventTime) > 48 * Hour);

        static string Key(Parsed p) => string.Join('|', new[] { "campaign_id", "adgroup_id", "sku", "region", "hour" }.Select(f => p.Has(f) ? p[f] : ""));
    }

    [Fact]
    public void A_live_is_announced_first_and_then_its_sku_sells_a_multiple()
    {
        var orders = run.Of(Topic.Orders).Where(p => p.Has("lines")).ToList();
        var measured = 0;
        var extra = 0d;
        var usual = 0d;
        foreach (var plan in run.Of(Topic.Plans).Where(p => p["kind"] == "LIVE").GroupBy(p => p["plan_id"]).Select(g => g.MaxBy(p => p.EventTime)!))
        {
            Assert.True(plan.EventTime < plan.At("starts_at"));
            Assert.InRange(plan.Json.GetProperty("uplift").GetDouble(), 5, 20);
            if (plan.Has("cancelled") || plan.At("ends_at") > run.Messages[^1].ArrivalUnixMs - (8 * Hour))
                continue;

            measured++;
            extra += Sold(plan, 0);
            usual += (Sold(plan, 24) + Sold(plan, 48) + Sold(plan, -24) + Sold(plan, -48)) / 4d;
        }

        Assert.InRange(measured, 10, 200);
        Assert.True(extra > 3 * usual, $"{extra} units during lives, {usual} in the same hours of other days");

        int Sold(Parsed plan, int hoursEarlier) => orders.Count(o =>
            o.At("create_time") >= plan.At("starts_at") - (hoursEarlier * Hour) && o.At("create_time") < plan.At("ends_at") - (hoursEarlier * Hour)
            && o.Json.GetProperty("lines")[0].GetProperty("sku").GetString() == plan["sku"]);
    }

    [Fact]
    public void Lives_have_ad_spend_of_their_own() =>
        Assert.Contains(run.Of(Topic.AdSpend), p => p["kind"] == "LIVE" && p["spend"] != "0.00");

    [Fact]
    public void Far_states_wait_longer()
    {
        var accepted = Milestones(TrackingStatus.Accepted);
        var delivered = Milestones(TrackingStatus.Delivered);
        var orders = run.Of(Topic.Orders).Where(p => p.Has("region") && p.Has("warehouse_id") && p["warehouse_id"] == "wh-west")
            .Where(p => accepted.ContainsKey(p["order_id"]) && delivered.ContainsKey(p["order_id"])).ToList();

        Assert.True(Median("CA") * 1.4 < Median("NY"), $"CA {Median("CA"):F0} h, NY {Median("NY"):F0} h");

        double Median(string state)
        {
            var hours = orders.Where(o => o["region"] == state).Select(o => (delivered[o["order_id"]] - accepted[o["order_id"]]) / Hour).Order().ToList();
            return hours[hours.Count / 2];
        }
    }

    [Fact]
    public void People_live_where_they_live()
    {
        var regions = run.Of(Topic.Orders).Where(p => p.Has("region")).GroupBy(p => p["region"]).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal("CA", regions.MaxBy(r => r.Value).Key);
        Assert.InRange(regions["CA"] / (double)regions["NY"], 1.6, 2.5); // 38,965 to 19,571 thousand
        Assert.True(regions.Count > 45);
    }

    [Fact]
    public void Carriers_speak_several_languages_and_the_engine_knows_every_word()
    {
        var scans = run.Of(Topic.Tracking).Select(p => (Status: p["status"], Carrier: p["carrier"])).Distinct().ToList();
        Assert.True(scans.Select(s => s.Status).Distinct().Count() > 25);
        Assert.DoesNotContain(scans, s => TrackingVocabulary.Map(Utf8(s.Status), Utf8(s.Carrier)) == TrackingStatus.Unknown);

        static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
    }

    [Fact]
    public void Some_deliveries_are_corrected_later()
    {
        var returning = run.Of(Topic.Tracking).Where(p => p["status"] == "RETURNING").ToDictionary(p => p["package_id"], p => p.EventTime);
        Assert.NotEmpty(returning);
        Assert.All(run.Of(Topic.Tracking).Where(p => p["status"] == "DELIVERED" && returning.ContainsKey(p["package_id"])), p => Assert.True(p.EventTime < returning[p["package_id"]]));
    }

    private Dictionary<string, long> Milestones(TrackingStatus status) =>
        run.Of(Topic.Tracking).Where(p => p["status"] == (status == TrackingStatus.Accepted ? "ACCEPTED" : "DELIVERED"))
            .GroupBy(p => p["order_id"]).ToDictionary(g => g.Key, g => g.Min(p => p.EventTime));
}
