using System.Globalization;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>Real orders, replayed, against independent SQL over the raw JSON on the same ClickHouse engine.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class DatacoTests : IAsyncLifetime, IDisposable
{
    /// <summary>The bundled third of the data, or all of it where the environment says where it is.</summary>
    private static readonly string Data = Environment.GetEnvironmentVariable("FULFILLMENT_TEST_DATACO")
        ?? Path.Combine(AppContext.BaseDirectory, "TestData", "dataco");

    private readonly TempDirectory _temp = new();
    private EmbeddedClickHouse _tables = null!;

    public async Task InitializeAsync()
    {
        var result = await ReplayedStore.ReplayAsync(_temp["store"], null, Data);
        _tables = ReplayedStore.Open(_temp["store"]);
        foreach (var topic in (string[])["orders", "tracking"])
        {
            await _tables.ExecuteAsync(
                $"CREATE TABLE default.raw_{topic} ENGINE = Memory AS SELECT line AS json FROM file('{Data}/{topic}.ndjson.gz', 'LineAsString')",
                CancellationToken.None);
        }

        var lines = long.Parse(
            await _tables.AskAsync("SELECT (SELECT count() FROM default.raw_orders) + (SELECT count() FROM default.raw_tracking)"), CultureInfo.InvariantCulture);
        Assert.Equal((lines, lines), (result.Read, result.Topics.Sum(t => t.Applied)));
        await _tables.ExecuteAsync(OrdersFromJson, CancellationToken.None);
        await _tables.ExecuteAsync(DeliveriesFromJson, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _tables.DisposeAsync();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public Task Orders_have_the_status_region_units_revenue_and_lateness_that_the_json_says() => SameAsync(
        """
        SELECT order_id, status, region, units, toDecimal64(revenue, 4), created_at, delivered_at, is_late_delivery
        FROM fulfillment.v_orders ORDER BY ALL
        """,
        """
        SELECT o.order_id, o.status, if(o.region = '', 'ZZ', o.region), arraySum(l -> l.2, o.lines),
            toDecimal64(arraySum(l -> l.2 * l.3, o.lines), 4), if(o.created = 0, o.first_event, o.created), d.delivered,
            ifNull(d.delivered > nullIf(o.promised, 0), 0)
        FROM default.oracle_orders o LEFT JOIN default.oracle_deliveries d USING (order_id) ORDER BY ALL
        """);

    [Theory, InlineData(1), InlineData(7), InlineData(30), InlineData(90)]
    public Task Units_and_revenue_of_every_sku_day_and_window_are_what_the_json_adds_up_to(int window) => SameAsync(
        $"""
        SELECT sku, day, units_sold, revenue FROM fulfillment.v_sell_through WHERE window_days = {window} AND units_sold > 0 ORDER BY ALL
        """,
        $"""
        WITH last AS (SELECT toDate(max(t), 'America/Los_Angeles') FROM (
                SELECT max(parseDateTimeBestEffort(JSONExtractString(json, 'event_time'), 'UTC')) t FROM default.raw_orders
                UNION ALL SELECT max(parseDateTimeBestEffort(JSONExtractString(json, 'event_time'), 'UTC')) FROM default.raw_tracking))
        SELECT l.1 AS sku, toDate(paid, 'America/Los_Angeles') + arrayJoin(range({window})) AS day, sum(l.2), toDecimal64(sum(l.2 * l.3), 4)
        FROM default.oracle_orders ARRAY JOIN lines AS l
        WHERE paid != 0 AND status != 'CANCELLED'
        GROUP BY ALL HAVING day <= (SELECT * FROM last) ORDER BY ALL
        """);

    [Theory, InlineData("1h"), InlineData("1d"), InlineData("7d")]
    public Task Order_to_delivery_counts_and_exact_quantiles_are_those_of_the_json(string granularity) => SameAsync(
        $"""
        SELECT region, window_start, parcels, on_time, late, round(min_hours, 9), round(max_hours, 9), round(mean_hours, 9),
            round(p50_hours, 9), round(p90_hours, 9), round(p95_hours, 9)
        FROM fulfillment.v_delivery_latency WHERE stage = 'order_to_delivery' AND granularity = '{granularity}' ORDER BY ALL
        """,
        $"""
        SELECT region, {Start(granularity)} AS window_start, count(), countIf(delivered <= promised), countIf(delivered > promised),
            round(min(h), 9), round(max(h), 9), round(avg(h), 9), round(arraySort(groupArray(h))[toUInt64(ceil(count() * 0.5))], 9),
            round(arraySort(groupArray(h))[toUInt64(ceil(count() * 0.9))], 9), round(arraySort(groupArray(h))[toUInt64(ceil(count() * 0.95))], 9)
        FROM (
            SELECT arrayJoin([if(o.region = '', 'ZZ', o.region), 'ALL']) AS region, assumeNotNull(d.delivered) AS delivered, o.promised AS promised,
                (toInt64(delivered) - toInt64(o.paid)) / 3600 AS h
            FROM default.oracle_orders o JOIN default.oracle_deliveries d USING (order_id) WHERE o.paid != 0)
        GROUP BY ALL ORDER BY ALL
        """);

    private const string OrdersFromJson =
        """
        CREATE TABLE default.oracle_orders ENGINE = Memory AS
        SELECT order_id, argMax(status, t) AS status, argMaxIf(region, t, region != '') AS region, argMaxIf(created, t, created != 0) AS created,
            argMaxIf(paid, t, paid != 0) AS paid, argMaxIf(promised, t, promised != 0) AS promised, argMaxIf(lines, t, notEmpty(lines)) AS lines,
            min(t) AS first_event
        FROM (
            SELECT JSONExtractString(json, 'order_id') AS order_id, JSONExtractString(json, 'status') AS status,
                JSONExtractString(json, 'region') AS region, parseDateTimeBestEffort(JSONExtractString(json, 'event_time'), 'UTC') AS t,
                parseDateTimeBestEffortOrZero(JSONExtractString(json, 'create_time'), 'UTC') AS created,
                parseDateTimeBestEffortOrZero(JSONExtractString(json, 'paid_time'), 'UTC') AS paid,
                parseDateTimeBestEffortOrZero(JSONExtractString(json, 'delivery_sla_time'), 'UTC') AS promised,
                arrayMap(l -> (JSONExtractString(l, 'sku'), JSONExtractUInt(l, 'quantity'), toDecimal64(JSONExtractString(l, 'unit_price'), 4)),
                    JSONExtractArrayRaw(json, 'lines')) AS lines
            FROM default.raw_orders)
        GROUP BY order_id
        """;

    private const string DeliveriesFromJson =
        """
        CREATE TABLE default.oracle_deliveries ENGINE = Memory AS
        SELECT JSONExtractString(json, 'order_id') AS order_id,
            min(toNullable(parseDateTimeBestEffort(JSONExtractString(json, 'event_time'), 'UTC'))) AS delivered
        FROM default.raw_tracking WHERE JSONExtractString(json, 'status') = 'DELIVERED' GROUP BY order_id
        """;

    private static string Start(string granularity) => granularity switch
    {
        "1h" => "toStartOfHour(delivered)",
        "1d" => "toTimeZone(toDateTime(toDate(delivered, 'America/Los_Angeles'), 'America/Los_Angeles'), 'UTC')",
        _ => "toTimeZone(toDateTime(toDate(delivered, 'America/Los_Angeles') - arrayJoin(range(7)), 'America/Los_Angeles'), 'UTC')",
    };

    private async Task SameAsync(string ours, string independent)
    {
        var (answer, expected) = (await _tables.AskAsync(ours), await _tables.AskAsync(independent));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, answer);
    }
}
