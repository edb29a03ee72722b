using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Schema;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>
/// An embedded ClickHouse with the real schema for a class of tests. They keep apart by shop; how far the data is
/// (<see cref="FreshAsync"/>) is common to all.
/// </summary>
public sealed class EmbeddedViews : IAsyncLifetime
{
    /// <summary>The test's now: Tuesday noon in Los Angeles, two days after daylight saving began.</summary>
    public const string Now = "2026-03-10 19:00:00";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("page-views");
    private long version;

    internal EmbeddedClickHouse ClickHouse { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        ClickHouse = EmbeddedClickHouse.Open(Path.Combine(directory.FullName, "store"), new EmbeddedOptions());
        await Migrator.RunAsync(ClickHouse, CancellationToken.None);
        await FreshAsync("orders", Now, applied: 100);
    }

    public async Task DisposeAsync()
    {
        await ClickHouse.DisposeAsync();
        directory.Delete(recursive: true);
    }

    public Task FreshAsync(string topic, string clock, long applied = 0, long duplicates = 0, long late = 0, long rejected = 0, long lag = 0, int partition = 0) =>
        InsertAsync(
            "freshness (topic, partition, clock, last_event_at, applied, duplicates, late, rejected, lag",
            $"'{topic}', {partition}, '{clock}', '{clock}', {applied}, {duplicates}, {late}, {rejected}, {lag}");

    public Task OrderAsync(string shop, string order, string createdAt, string status = "AWAITING_SHIPMENT", string region = "CA", bool lateDispatch = false) =>
        InsertAsync(
            "orders (shop_id, order_id, status, region, created_at, paid_at, dispatch_deadline, units, revenue, is_late_dispatch",
            $"'{shop}', '{order}', '{status}', '{region}', '{createdAt}', '{createdAt}', '{createdAt}', 2, 31.5, {(lateDispatch ? 1 : 0)}");

    public Task SoldAsync(string shop, string sku, string day, int window, long units, decimal revenue = 0, long? onHand = null, double rate = 0, double sellThrough = 0) =>
        InsertAsync(
            "sell_through (shop_id, sku, day, window_days, units_sold, revenue, on_hand_end, days_in_stock, units_per_day_in_stock, sell_through, turnover",
            FormattableString.Invariant($"'{shop}', '{sku}', '{day}', {window}, {units}, {revenue}, {onHand?.ToString() ?? "NULL"}, {window}, {rate}, {sellThrough}, 0.5"));

    public Task RiskAsync(string shop, string sku, string risk, double probability, long onHand = 10, double cover = 3.5, string? sellsOut = null, long order = 0) =>
        InsertAsync(
            "stockout_risk (shop_id, sku, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, days_of_cover, sells_out_at, safety_stock, reorder_point, suggested_order_units, risk",
            FormattableString.Invariant($"'{shop}', '{sku}', '{Now}', {onHand}, 20, 6, 4.5, 9, 'negative_binomial', {probability}, {cover}, {(sellsOut is null ? "NULL" : $"'{sellsOut}'")}, 11, 38, {order}, '{risk}'"));

    public Task RiskHourAsync(string shop, string sku, string hour, double probability, long onHand) =>
        InsertAsync(
            "stockout_risk_history (shop_id, sku, hour, as_of, on_hand, stockout_probability, days_of_cover",
            FormattableString.Invariant($"'{shop}', '{sku}', '{hour}', '{hour}', {onHand}, {probability}, 2"));

    public Task LatencyAsync(string shop, string region, string stage, string granularity, string start, long parcels, double p50, double p90, double p95, long onTime = 0, long late = 0) =>
        InsertAsync(
            "delivery_latency (shop_id, region, stage, granularity, window_start, parcels, p50_hours, p90_hours, p95_hours, on_time, late",
            FormattableString.Invariant($"'{shop}', '{region}', '{stage}', '{granularity}', '{start}', {parcels}, {p50}, {p90}, {p95}, {onTime}, {late}"));

    public Task AdsAsync(string shop, string hour, decimal spend, decimal gmv) =>
        InsertAsync(
            "ad_performance (shop_id, campaign_id, region, hour, spend, gmv",
            FormattableString.Invariant($"'{shop}', 'c', 'CA', '{hour}', {spend}, {gmv}"));

    private Task InsertAsync(string tableAndColumns, string values) =>
        ClickHouse.ExecuteAsync($"INSERT INTO fulfillment.{tableAndColumns}, version) VALUES ({values}, {Interlocked.Increment(ref version)})", CancellationToken.None);
}
