using System.Text.Json;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Schema;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>
/// An embedded store with the schema and a few rows in every table that a dashboard reads, up to the present, since alert
/// rules ask for the last days. Two shops of three SKUs: -001 sold out 12 hours ago, -002 is critical, -003 is fine.
/// </summary>
public sealed class FilledStore : IAsyncLifetime
{
    private const string Shops = "arrayJoin(['shop-1', 'shop-2']) AS shop";
    private const string Skus = "arrayJoin([1, 2, 3]) AS n";
    private const string SkuName = "concat('S-00', toString(n))";

    private static readonly string[] Rows =
    [
        $"""
        INSERT INTO sell_through (shop_id, sku, day, window_days, units_sold, revenue, on_hand_end, average_on_hand, days_in_stock, units_per_day_in_stock, sell_through, turnover, sell_through_amazon, version, is_deleted)
        SELECT shop, {SkuName}, today() - ago, days, n * days, n * days * 10, 10, 12, days, n, 0.25, 0.5, if(days = 90, 0.4, NULL), 1, 0
        FROM (SELECT {Shops}, {Skus}, arrayJoin(range(20)) AS ago, arrayJoin([1, 7, 30, 90]) AS days)
        """,
        $"""
        INSERT INTO stockout_risk (shop_id, sku, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, days_of_cover, sells_out_at, safety_stock, reorder_point, suggested_order_units, risk, version, is_deleted)
        SELECT shop, {SkuName}, now(), (n - 1) * 10, 5, 4, n, n, 'poisson', 1 / n, n - 1, if(n = 3, NULL, now()), 2, 8, 20, ['OUT', 'CRITICAL', 'LOW'][n], 1, 0
        FROM (SELECT {Shops}, {Skus})
        """,
        $"""
        INSERT INTO stockout_risk_history (shop_id, sku, hour, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, days_of_cover, sells_out_at, safety_stock, reorder_point, suggested_order_units, risk, version, is_deleted)
        SELECT shop, {SkuName}, toStartOfHour(now()) - INTERVAL ago HOUR, now(), n, 5, 4, n, n, 'poisson', 1 / n, n, NULL, 2, 8, 20, if(n = 1 AND ago >= 12, 'HIGH', ['OUT', 'CRITICAL', 'LOW'][n]), 1, 0
        FROM (SELECT {Shops}, {Skus}, arrayJoin(range(48)) AS ago)
        """,
        $"""
        INSERT INTO delivery_latency (shop_id, region, stage, granularity, window_start, parcels, p50_hours, p90_hours, p95_hours, mean_hours, min_hours, max_hours, on_time, late, version, is_deleted)
        SELECT shop, state, stage, granularity, toStartOfDay(now()) - INTERVAL ago DAY, 20, 50, 90, 100, 60, 10, 150, if(stage = 'order_to_delivery', 15, 0), if(stage = 'order_to_delivery', 5, 0), 1, 0
        FROM (SELECT {Shops}, arrayJoin(['ALL', 'CA', 'NY']) AS state, arrayJoin(['processing', 'transit', 'order_to_delivery']) AS stage, arrayJoin(['1h', '1d', '7d']) AS granularity, arrayJoin(range(10)) AS ago)
        """,
        $"""
        INSERT INTO orders (shop_id, order_id, status, region, buyer_id, fulfillment_type, created_at, paid_at, label_at, accepted_at, first_attempt_at, delivered_at, cancelled_at, dispatch_deadline, dispatch_deadline_source, deliver_by, units, revenue, is_late_dispatch, is_late_delivery, version, is_deleted)
        SELECT shop, toString(number), 'DELIVERED', ['CA', 'NY'][1 + number % 2], 'b', 'FULFILLMENT_BY_SELLER', now() - INTERVAL number + 1 HOUR, now() - INTERVAL number + 1 HOUR, now(), now(), now(), now(), NULL, now(), 'platform', now(), 2, 20, number % 10 = 0, 0, 1, 0
        FROM (SELECT {Shops}, number FROM numbers(40))
        """,
        $"""
        INSERT INTO ad_performance (shop_id, campaign_id, region, hour, spend, impressions, clicks, conversions, gmv, roas, version, is_deleted)
        SELECT shop, concat('c-', toString(n)), 'ZZ', toStartOfHour(now()) - INTERVAL ago HOUR, n, 1000, 20, 1, 30, 30 / n, 1, 0
        FROM (SELECT {Shops}, {Skus}, arrayJoin(range(48)) AS ago)
        """,
        """
        INSERT INTO freshness (topic, partition, clock, last_event_at, applied, duplicates, late, rejected, lag, version, is_deleted)
        SELECT arrayJoin(['orders', 'tracking']), arrayJoin([0, 1]), now() - INTERVAL 10 SECOND, now(), 100, 2, 0, 1, 0, 1, 0
        """,
    ];

    private readonly string directory = Directory.CreateTempSubdirectory("dashboards-").FullName;

    public EmbeddedClickHouse ClickHouse { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        ClickHouse = EmbeddedClickHouse.Open(directory, new EmbeddedOptions());
        await Migrator.RunAsync(ClickHouse, default);
        foreach (var sql in Rows)
            await ClickHouse.ExecuteAsync(sql, default);
    }

    public async Task DisposeAsync()
    {
        await ClickHouse.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The answer with the names and types of its columns, or an exception that shows the query.</summary>
    internal async Task<Answer> AskAsync(string where, string sql)
    {
        using var output = new MemoryStream();
        try
        {
            await ClickHouse.QueryAsync(new ClickHouseQuery(sql, "JSONCompact"), output, default);
        }
        catch (ClickHouseException refused)
        {
            throw new InvalidOperationException($"{where}: {refused.Message}\n{sql}", refused);
        }

        var json = JsonElement.Parse(output.ToArray());
        return new Answer(
            where,
            [.. json.GetProperty("meta").EnumerateArray().Select(c => (c.GetProperty("name").GetString()!, c.GetProperty("type").GetString()!))],
            [.. json.GetProperty("data").EnumerateArray().Select(r => r.EnumerateArray().ToArray())]);
    }
}
