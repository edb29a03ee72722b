using Fulfillment.Streams.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>Where delivery is slow: each region's newest window, and one region's windows over time.</summary>
internal sealed class Delivery(ViewReader views, Freshness freshness)
{
    private static readonly string[] Stages = ["processing", "transit", "order_to_delivery"];

    private const string Columns = """
        region, window_start, parcels, p50_hours, p90_hours, p95_hours, mean_hours, min_hours, max_hours, on_time, late
        """;

    private const string Where = """
        FROM fulfillment.v_delivery_latency
        WHERE shop_id = {shop:String} AND stage = {stage:String} AND granularity = {granularity:String}
          AND window_start >= {since:DateTime('UTC')} AND window_start <= {until:DateTime('UTC')}
        """;

    private const string RegionsSql = $"""
        SELECT {Columns} {Where} AND parcels > 0
        ORDER BY window_start DESC
        LIMIT 1 BY region
        """;

    private const string SeriesSql = $$"""
        SELECT {{Columns}} {{Where}} AND region = {region:String}
        ORDER BY window_start
        LIMIT 1000
        """;

    public async Task<Results<JsonHttpResult<DeliveryAnswer>, ProblemHttpResult>> GetAsync(
        string? shop, string? stage, string? granularity, string? region, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        stage ??= "order_to_delivery";
        granularity ??= "7d";
        if (!Stages.Contains(stage))
            return ApiProblem.Refuse($"There is no stage '{stage}'. Stages: {string.Join(", ", Stages)}.");
        var clock = await freshness.ClockAsync(shop, cancellationToken).ConfigureAwait(false);
        if (Spans(clock, granularity) is not { } spans)
            return ApiProblem.Refuse($"There is no granularity '{granularity}'. Granularities: 1h, 1d, 7d.");
        var parameters = new Dictionary<string, string>
        {
            ["shop"] = shop,
            ["stage"] = stage,
            ["granularity"] = granularity,
            ["since"] = ShopClock.TimeParameter(spans.Newest),
            ["until"] = ShopClock.TimeParameter(spans.Until),
        };
        var series = new Dictionary<string, string>(parameters) { ["region"] = region ?? "ALL", ["since"] = ShopClock.TimeParameter(spans.Series) };
        var regions = views.RowsAsync(RegionsSql, PageJson.Default.LatencyRow, parameters, cancellationToken);
        var windows = views.RowsAsync(SeriesSql, PageJson.Default.LatencyRow, series, cancellationToken);
        var answer = new DeliveryAnswer(
            stage,
            granularity,
            region ?? "ALL",
            [.. (await regions.ConfigureAwait(false)).OrderByDescending(r => r.P90Hours).ThenBy(r => r.Region, StringComparer.Ordinal)],
            await windows.ConfigureAwait(false));
        return TypedResults.Json(answer, PageJson.Default.DeliveryAnswer);
    }

    /// <summary>
    /// How far back a region's newest window may lie, how far back the series goes, and the newest window that counts:
    /// a rolling window that begins later would end after today and miss days that have not come.
    /// </summary>
    private static (long Newest, long Series, long Until)? Spans(ShopClock clock, string granularity)
    {
        return granularity switch
        {
            "1h" => (clock.Now - EventTime.MillisecondsPerDay, clock.Now - (3 * EventTime.MillisecondsPerDay), clock.Now),
            "1d" => (Start(7), Start(30), Start(0)),
            "7d" => (Start(13), Start(66), Start(6)),
            _ => null,
        };

        long Start(int daysAgo) => clock.Calendar.StartOf(clock.Today - daysAgo);
    }
}

/// <summary>The regions, slowest P90 first ('ALL' among them), and the windows of one region, oldest first.</summary>
internal sealed record DeliveryAnswer(
    string Stage, string Granularity, string Region, IReadOnlyList<LatencyRow> Regions, IReadOnlyList<LatencyRow> Series);

/// <summary>One region's window, hours.</summary>
internal sealed record LatencyRow(
    string Region,
    DateTimeOffset WindowStart,
    long Parcels,
    double P50Hours,
    double P90Hours,
    double P95Hours,
    double MeanHours,
    double MinHours,
    double MaxHours,
    long OnTime,
    long Late);
