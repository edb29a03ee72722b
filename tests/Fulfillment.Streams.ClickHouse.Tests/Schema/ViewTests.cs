using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests.Schema;

[Collection(EmbeddedFixture.Name)]
public sealed class ViewTests(EmbeddedFixture embedded) : IAsyncLifetime
{
    private static readonly TableColumns Ads = new(
        "ad_performance", "shop_id, campaign_id, region, hour, spend, impressions, clicks, conversions, gmv, roas, version, is_deleted");

    public Task InitializeAsync() => Migrator.RunAsync(embedded.ClickHouse, default);

    public Task DisposeAsync() => embedded.ClickHouse.ExecuteAsync("TRUNCATE TABLE ad_performance", default);

    [Theory]
    [InlineData("v_orders", "shop_id, order_id, status, region, buyer_id, fulfillment_type, created_at, paid_at, label_at?, accepted_at?, first_attempt_at?, delivered_at?, cancelled_at?, dispatch_deadline, dispatch_deadline_source, deliver_by?, units, revenue, is_late_dispatch, is_late_delivery")]
    [InlineData("v_sell_through", "shop_id, sku, day, window_days, units_sold, revenue, on_hand_end?, average_on_hand?, days_in_stock, units_per_day_in_stock, sell_through, turnover, sell_through_amazon?")]
    [InlineData("v_stockout_risk", "shop_id, sku, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, days_of_cover, sells_out_at?, safety_stock, reorder_point, suggested_order_units, risk")]
    [InlineData("v_stockout_risk_history", "shop_id, sku, hour, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, days_of_cover, sells_out_at?, safety_stock, reorder_point, suggested_order_units, risk")]
    [InlineData("v_delivery_latency", "shop_id, region, stage, granularity, window_start, parcels, p50_hours, p90_hours, p95_hours, mean_hours, min_hours, max_hours, on_time, late")]
    [InlineData("v_ad_performance", "shop_id, campaign_id, region, hour, spend, impressions, clicks, conversions, gmv, roas")]
    [InlineData("v_freshness", "topic, partition, clock, last_event_at, applied, duplicates, late, rejected, lag")]
    public async Task A_view_has_the_promised_columns_and_is_null_only_where_said(string view, string columns) =>
        Assert.Equal(
            columns + "\n",
            await embedded.AskAsync($"SELECT arrayStringConcat(groupArray(name || if(type LIKE 'Nullable%', '?', '')), ', ') FROM (SELECT name, type FROM system.columns WHERE database = 'fulfillment' AND table = '{view}' ORDER BY position)"));

    [Fact]
    public async Task Every_column_of_every_table_and_view_has_a_comment() =>
        Assert.Equal(
            string.Empty,
            await embedded.AskAsync("SELECT table, name FROM system.columns WHERE database = 'fulfillment' AND comment = '' AND (table LIKE 'v\\_%' OR table IN (SELECT substring(name, 3) FROM system.tables WHERE name LIKE 'v\\_%'))"));

    [Fact]
    public async Task Money_in_views_has_four_decimals_and_times_are_utc() =>
        Assert.Equal(
            string.Empty,
            await embedded.AskAsync("SELECT table, name, type FROM system.columns WHERE database = 'fulfillment' AND table LIKE 'v\\_%' AND ((type LIKE '%Decimal%' AND type != 'Decimal(18, 4)') OR (type LIKE '%DateTime%' AND type NOT LIKE '%DateTime(\\'UTC\\')%'))"));

    [Fact]
    public async Task Base_tables_end_with_version_and_deletion_mark() =>
        Assert.Equal(
            "1\n",
            await embedded.AskAsync("SELECT min(last) FROM (SELECT groupArray(name)[-2] = 'version' AND groupArray(name)[-1] = 'is_deleted' AS last FROM (SELECT table, name FROM system.columns WHERE database = 'fulfillment' AND table IN (SELECT substring(name, 3) FROM system.tables WHERE name LIKE 'v\\_%') ORDER BY table, position) GROUP BY table)"));

    [Fact]
    public async Task A_key_shows_its_highest_version_whichever_came_last()
    {
        await InsertAsync(Row("a", 1_000_000, version: 2));
        await InsertAsync(Row("a", 9_000_000, version: 1), Row("b", 3_000_000, version: 1));

        Assert.Equal("a\t1\nb\t3\n", await embedded.AskAsync("SELECT campaign_id, spend FROM v_ad_performance ORDER BY ALL"));
    }

    [Fact]
    public async Task A_row_taken_back_is_gone_and_may_return()
    {
        await InsertAsync(Row("a", 1_000_000, version: 1));
        await InsertAsync(Row("a", 0, version: 2, deleted: true));
        Assert.Equal("0\n", await embedded.AskAsync("SELECT count() FROM v_ad_performance"));

        await InsertAsync(Row("a", 2_000_000, version: 3));
        Assert.Equal("2\n", await embedded.AskAsync("SELECT spend FROM v_ad_performance"));
    }

    [Theory]
    [InlineData(50, "0.0001")]
    [InlineData(49, "0")]
    [InlineData(-50, "-0.0001")]
    [InlineData(-49, "0")]
    [InlineData(250, "0.0003")]
    [InlineData(12_345_650, "12.3457")]
    public async Task Money_is_rounded_half_away_from_zero(long micros, string shown)
    {
        await InsertAsync(Row("a", micros, version: 1));

        Assert.Equal($"{shown}\tDecimal(18, 4)\n", await embedded.AskAsync("SELECT spend, toTypeName(spend) FROM v_ad_performance"));
    }

    [Fact]
    public async Task A_replay_of_years_leaves_one_partition_a_year()
    {
        await InsertAsync([.. Enumerable.Range(0, 1500).Select(day => Row("a", 1, version: 1, hour: day * 86_400_000L))]);

        Assert.Equal("5\n", await embedded.AskAsync("SELECT uniqExact(partition) FROM system.parts WHERE table = 'ad_performance' AND active"));
    }

    private Task InsertAsync(params Action<RowBuffer>[] rows)
    {
        var buffer = new RowBuffer(Ads);
        foreach (var row in rows)
        {
            row(buffer);
            buffer.EndRow();
        }

        return embedded.ClickHouse.InsertAsync(Ads, buffer.Bytes, default);
    }

    private static Action<RowBuffer> Row(string campaign, long spendMicros, ulong version, bool deleted = false, long hour = 0) => row =>
    {
        row.String("shop"u8);
        row.String(System.Text.Encoding.UTF8.GetBytes(campaign));
        row.String("CA"u8);
        row.DateTime(hour);
        row.Int64(spendMicros);
        row.UInt64(0);
        row.UInt64(0);
        row.UInt64(0);
        row.Int64(0);
        row.Float64(0);
        row.UInt64(version);
        row.Flag(deleted);
    };
}
