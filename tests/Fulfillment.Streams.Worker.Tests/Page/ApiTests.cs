using System.Text.Json;
using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Http;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Page;

[Collection(OneStoreAtATime.Name)]
public sealed class ApiTests(EmbeddedViews views) : IClassFixture<EmbeddedViews>
{
    [Fact]
    public async Task Shops_come_busiest_first_with_those_that_have_stock_only_last()
    {
        await views.OrderAsync("busy", "1", EmbeddedViews.Now);
        await views.OrderAsync("busy", "2", EmbeddedViews.Now);
        await views.OrderAsync("calm", "3", EmbeddedViews.Now);
        await views.RiskAsync("stocked", "A", "LOW", 0.1);
        var shops = (await AskAsync("shops")).EnumerateArray().Select(s => (s.Text("shop_id"), s.Whole("orders")))
            .Where(s => s.Item1 is "busy" or "calm" or "stocked");
        Assert.Equal([("busy", 2L), ("calm", 1L), ("stocked", 0L)], shops);
    }

    [Fact]
    public async Task Today_is_the_shop_local_day_of_the_datas_clock()
    {
        await views.OrderAsync("today", "yesterday last", "2026-03-10 06:59:59");
        await views.OrderAsync("today", "today first", "2026-03-10 07:00:00");
        await views.OrderAsync("today", "today second", "2026-03-10 18:00:00");
        await views.OrderAsync("today", "too old", "2026-03-09 06:59:59");
        await views.SoldAsync("today", "A", "2026-03-10", 1, 5, 12.5m);
        await views.SoldAsync("today", "B", "2026-03-10", 1, 2, 7.25m);
        await views.SoldAsync("today", "A", "2026-03-09", 1, 11, 100m);
        await views.SoldAsync("today", "A", "2026-03-10", 7, 99, 999m);
        await views.AdsAsync("today", "2026-03-10 07:00:00", 10m, 32m);
        await views.AdsAsync("today", "2026-03-10 06:00:00", 70m, 70m);
        await views.RiskAsync("today", "A", "OUT", 1);
        await views.RiskAsync("today", "B", "CRITICAL", 0.9);
        await views.RiskAsync("today", "C", "HIGH", 0.5);
        await views.RiskAsync("today", "D", "LOW", 0.01);
        var summary = await AskAsync("summary?shop=today");
        Assert.Equal("2026-03-10", summary.Text("today"));
        Assert.Equal("America/Los_Angeles", summary.Text("time_zone"));
        var counters = summary.GetProperty("counters");
        Assert.Equal((2, 1), (counters.Whole("orders_today"), counters.Whole("orders_yesterday")));
        Assert.Equal((7, 11), (counters.Whole("units_today"), counters.Whole("units_yesterday")));
        Assert.Equal((19.75m, 100m), (counters.Money("revenue_today"), counters.Money("revenue_yesterday")));
        Assert.Equal((10m, 32m), (counters.Money("ad_spend_today"), counters.Money("ad_gmv_today")));
        Assert.Equal((1, 2, 4), (counters.Whole("skus_out"), counters.Whole("skus_at_risk"), counters.Whole("skus")));
    }

    [Fact]
    public async Task What_sells_has_every_window_and_the_details_of_the_asked_one()
    {
        await views.SoldAsync("sells", "A", "2026-03-10", 1, 4, rate: 4);
        await views.SoldAsync("sells", "A", "2026-03-10", 7, 20, 200m, onHand: 30, rate: 2.875, sellThrough: 0.4);
        await views.SoldAsync("sells", "A", "2026-03-10", 30, 60, 600m, onHand: 30, rate: 2, sellThrough: 0.625);
        await views.SoldAsync("sells", "A", "2026-03-10", 90, 100);
        await views.SoldAsync("sells", "B", "2026-03-10", 7, 21);
        await views.SoldAsync("sells", "A", "2026-03-09", 7, 77);
        var answer = await AskAsync("sell-through?shop=sells&window=7");
        var rows = answer.GetProperty("rows");
        Assert.Equal(["B", "A"], rows.EnumerateArray().Select(r => r.Text("sku")));
        var a = rows[1];
        Assert.Equal((4, 20, 60, 100), (a.Whole("units_1d"), a.Whole("units_7d"), a.Whole("units_30d"), a.Whole("units_90d")));
        Assert.Equal((20, 200m, 30), (a.Whole("units_sold"), a.Money("revenue"), a.Whole("on_hand_end")));
        Assert.Equal((2.875, 0.4), (a.Real("units_per_day_in_stock"), a.Real("sell_through")));
        Assert.Equal((2.875, 2.0), (a.Real("rate_7d"), a.Real("rate_30d")));
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("on_hand_end").ValueKind);
        Assert.Equal(2, a.Whole("skus"));
    }

    [Fact]
    public async Task Trends_have_a_value_for_each_of_thirty_days_ending_today()
    {
        await views.SoldAsync("trend", "A", "2026-03-10", 1, 5, 50m);
        await views.SoldAsync("trend", "A", "2026-03-08", 1, 3, 30m);
        await views.SoldAsync("trend", "B", "2026-03-08", 1, 1, 10m);
        await views.SoldAsync("trend", "A", "2026-02-09", 1, 7);
        await views.SoldAsync("trend", "A", "2026-02-08", 1, 9);
        var answer = await AskAsync("sell-through?shop=trend&window=1");
        var daily = answer.GetProperty("rows")[0].GetProperty("daily").EnumerateArray().Select(d => d.GetDouble()).ToList();
        Assert.Equal(30, daily.Count);
        Assert.Equal((7, 3, 0, 5), (daily[0], daily[27], daily[28], daily[29]));
        var march8 = answer.GetProperty("daily").EnumerateArray().Single(d => d.Text("day") == "2026-03-08");
        Assert.Equal((4, 40m), (march8.Whole("units"), march8.Money("revenue")));
    }

    [Fact]
    public async Task What_runs_out_comes_most_urgent_first()
    {
        await views.RiskAsync("risk", "low", "LOW", 0.9);
        await views.RiskAsync("risk", "high-1", "HIGH", 0.3);
        await views.RiskAsync("risk", "high-2", "HIGH", 0.4, onHand: 7, cover: 1.5, sellsOut: "2026-03-12 08:30:00", order: 63);
        await views.RiskAsync("risk", "out", "OUT", 1, onHand: 0);
        var answer = await AskAsync("stockout-risk?shop=risk");
        var rows = answer.GetProperty("rows");
        Assert.Equal(["out", "high-2", "high-1", "low"], rows.EnumerateArray().Select(r => r.Text("sku")));
        Assert.Equal((7, 1.5, 0.4, 63.0), (rows[1].Whole("on_hand"), rows[1].Real("days_of_cover"), rows[1].Real("stockout_probability"), rows[1].Real("suggested_order_units")));
        Assert.Equal("2026-03-12T08:30:00+00:00", rows[1].Text("sells_out_at"));
        Assert.Equal(JsonValueKind.Null, rows[2].GetProperty("sells_out_at").ValueKind);
        var counts = answer.GetProperty("counts").EnumerateArray().ToDictionary(c => c.Text("risk"), c => c.Whole("skus"));
        Assert.Equal((1, 2, 1), (counts["OUT"], counts["HIGH"], counts["LOW"]));
    }

    [Fact]
    public async Task History_of_a_sku_is_hourly_and_of_all_skus_a_line_of_its_last_week()
    {
        await views.RiskHourAsync("history", "A", "2026-03-10 18:00:00", 0.5, onHand: 10);
        await views.RiskHourAsync("history", "A", "2026-03-10 19:00:00", 0.6, onHand: 8);
        await views.RiskHourAsync("history", "A", "2026-03-10 05:00:00", 0.2, onHand: 30);
        await views.RiskHourAsync("history", "A", "2026-02-20 05:00:00", 0.1, onHand: 90);
        await views.RiskHourAsync("history", "A", "2026-01-20 05:00:00", 0.1, onHand: 99);
        await views.RiskHourAsync("history", "B", "2026-03-10 05:00:00", 0.9, onHand: 1);
        var hours = (await AskAsync("stockout-history?shop=history&sku=A")).GetProperty("hours").EnumerateArray();
        Assert.Equal([(90L, 0.1), (30L, 0.2), (10L, 0.5), (8L, 0.6)], hours.Select(h => (h.Whole("on_hand"), h.Real("stockout_probability"))));
        var lines = (await AskAsync("stockout-history?shop=history")).GetProperty("lines").EnumerateArray()
            .Select(l => (l.Text("sku"), string.Join(' ', l.GetProperty("probabilities").EnumerateArray())));
        Assert.Equal([("A", "0.2 0.6"), ("B", "0.9")], lines);
    }

    [Fact]
    public async Task Each_region_shows_its_newest_rolling_week_that_has_ended_or_ends_today()
    {
        const string WeekEndingToday = "2026-03-04 08:00:00"; // Los Angeles midnight before daylight saving
        await WeekAsync("CA", WeekEndingToday, 40);
        await WeekAsync("CA", "2026-03-03 08:00:00", 90);
        await WeekAsync("CA", "2026-03-05 08:00:00", 99);
        await WeekAsync("TX", "2026-03-02 08:00:00", 70);
        await WeekAsync("ALL", WeekEndingToday, 50);
        var answer = await AskAsync("delivery?shop=where");
        var regions = answer.GetProperty("regions").EnumerateArray().Select(r => (r.Text("region"), r.Real("p90_hours")));
        Assert.Equal([("TX", 70.0), ("ALL", 50.0), ("CA", 40.0)], regions);
        Assert.Equal([50.0], answer.GetProperty("series").EnumerateArray().Select(w => w.Real("p90_hours")));
        var california = await AskAsync("delivery?shop=where&region=CA");
        Assert.Equal([90.0, 40.0], california.GetProperty("series").EnumerateArray().Select(w => w.Real("p90_hours")));

        Task WeekAsync(string region, string start, double p90) => views.LatencyAsync("where", region, "order_to_delivery", "7d", start, 30, p90 / 2, p90, p90 + 5, 28, 2);
    }

    [Fact]
    public async Task Stages_and_granularities_are_kept_apart()
    {
        await views.LatencyAsync("stages", "CA", "transit", "1h", "2026-03-10 18:00:00", 3, 10, 20, 30);
        await views.LatencyAsync("stages", "CA", "transit", "1d", "2026-03-10 07:00:00", 9, 11, 21, 31);
        await views.LatencyAsync("stages", "CA", "processing", "1h", "2026-03-10 18:00:00", 5, 1, 2, 3);
        Assert.Equal(20, await P90Async("transit", "1h"));
        Assert.Equal(21, await P90Async("transit", "1d"));
        Assert.Equal(2, await P90Async("processing", "1h"));

        async Task<double> P90Async(string stage, string granularity) =>
            Assert.Single((await AskAsync($"delivery?shop=stages&stage={stage}&granularity={granularity}")).GetProperty("regions").EnumerateArray()).Real("p90_hours");
    }

    [Fact]
    public async Task Recent_orders_come_newest_first()
    {
        await views.OrderAsync("recent", "first", "2026-03-10 08:00:00", status: "DELIVERED", region: "TX", lateDispatch: true);
        await views.OrderAsync("recent", "second", "2026-03-10 09:00:00");
        await views.OrderAsync("recent", "long ago", "2026-02-10 09:00:00");
        var orders = (await AskAsync("orders?shop=recent")).EnumerateArray().ToList();
        Assert.Equal(["second", "first"], orders.Select(o => o.Text("order_id")));
        Assert.Equal(("DELIVERED", "TX", 31.5m), (orders[1].Text("status"), orders[1].Text("region"), orders[1].Money("revenue")));
        Assert.True(orders[1].GetProperty("is_late_dispatch").GetBoolean());
        Assert.False(orders[1].GetProperty("is_late_delivery").GetBoolean());
    }

    [Fact]
    public async Task A_topic_is_complete_as_far_as_its_slowest_partition_that_has_begun()
    {
        await views.FreshAsync("plans", "2026-03-10 18:30:00", applied: 10, duplicates: 1, late: 2, rejected: 3, lag: 4);
        await views.FreshAsync("plans", "2026-03-10 18:45:00", applied: 20, duplicates: 1, late: 2, rejected: 3, lag: 4, partition: 1);
        await views.FreshAsync("plans", "1970-01-01 00:00:00", partition: 2);
        await views.FreshAsync("returns", "2026-03-10 18:45:00", lag: -1);
        var topics = (await AskAsync("freshness")).GetProperty("topics").EnumerateArray().ToDictionary(t => t.Text("topic"));
        Assert.Equal("2026-03-10T18:30:00+00:00", topics["plans"].Text("complete_through"));
        Assert.Equal(
            (30, 2, 4, 6, 8),
            (topics["plans"].Whole("applied"), topics["plans"].Whole("duplicates"), topics["plans"].Whole("late"), topics["plans"].Whole("rejected"), topics["plans"].Whole("lag")));
        Assert.Equal(JsonValueKind.Null, topics["returns"].GetProperty("lag").ValueKind);
    }

    [Fact]
    public async Task A_quiet_partition_with_nothing_waiting_holds_nothing_back()
    {
        await views.FreshAsync("ad-spend", "2026-03-10 18:58:00");
        await views.FreshAsync("ad-spend", "2026-03-08 10:00:00", partition: 1);
        await views.FreshAsync("tracking", "2026-03-08 10:00:00");
        await views.FreshAsync("stock", "2026-03-08 10:00:00", lag: 1);
        var topics = (await AskAsync("freshness")).GetProperty("topics").EnumerateArray().ToDictionary(t => t.Text("topic"), t => t.Text("complete_through"));
        Assert.Equal("2026-03-10T18:58:00+00:00", topics["ad-spend"]);
        Assert.Equal("2026-03-10T19:00:00+00:00", topics["tracking"]);
        Assert.Equal("2026-03-08T10:00:00+00:00", topics["stock"]);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("back\\slash\\'")]
    [InlineData("tab\there")]
    [InlineData("x' OR 1=1 --")]
    [InlineData("{shop:String}")]
    [InlineData("店铺")]
    public async Task A_shops_name_is_a_value_and_never_sql(string shop)
    {
        var quoted = shop.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        await views.RiskAsync(quoted, "mine", "LOW", 0.25);
        var rows = (await AskAsync($"stockout-risk?shop={Uri.EscapeDataString(shop)}")).GetProperty("rows").EnumerateArray();
        Assert.Equal(["mine"], rows.Select(r => r.Text("sku")));
    }

    private async Task<JsonElement> AskAsync(string question)
    {
        await using var host = await LocalHost.StartAsync(app => app.MapPage(views.ClickHouse));
        using var answer = await host.Client.GetAsync($"/api/{question}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}

internal static class Fields
{
    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    public static long Whole(this JsonElement row, string name) => row.GetProperty(name).GetInt64();

    public static double Real(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    public static decimal Money(this JsonElement row, string name) => row.GetProperty(name).GetDecimal();
}
