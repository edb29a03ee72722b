using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>What sells and how fast: one row a SKU, and the shop's days.</summary>
internal sealed class SellThrough(ViewReader views, Freshness freshness)
{
    /// <summary>The days of <see cref="SellThroughRow.Daily"/>.</summary>
    public const int TrendDays = 30;

    private const int DailyDays = 90;

    /// <summary>The windows that <c>v_sell_through</c> has, in days.</summary>
    private static readonly int[] Windows = [1, 7, 30, 90];

    // The window ending with the shop's newest day. A SKU without a row of some window sold nothing in it.
    private const string RowsSql = """
        SELECT sku,
            sumIf(v.units_sold, v.window_days = 1) AS units_1d,
            sumIf(v.units_sold, v.window_days = 7) AS units_7d,
            sumIf(v.units_sold, v.window_days = 30) AS units_30d,
            sumIf(v.units_sold, v.window_days = 90) AS units_90d,
            sumIf(v.units_per_day_in_stock, v.window_days = 7) AS rate_7d,
            sumIf(v.units_per_day_in_stock, v.window_days = 30) AS rate_30d,
            sumIf(v.units_sold, v.window_days = {window:UInt16}) AS units_sold,
            sumIf(v.revenue, v.window_days = {window:UInt16}) AS revenue,
            anyIf(v.on_hand_end, v.window_days = {window:UInt16}) AS on_hand_end,
            anyIf(v.days_in_stock, v.window_days = {window:UInt16}) AS days_in_stock,
            anyIf(v.units_per_day_in_stock, v.window_days = {window:UInt16}) AS units_per_day_in_stock,
            anyIf(v.sell_through, v.window_days = {window:UInt16}) AS sell_through,
            anyIf(v.turnover, v.window_days = {window:UInt16}) AS turnover,
            count() OVER () AS skus
        FROM fulfillment.v_sell_through AS v
        WHERE shop_id = {shop:String}
          AND day = (SELECT max(day) FROM fulfillment.v_sell_through WHERE shop_id = {shop:String} AND day <= {today:Date})
        GROUP BY sku
        ORDER BY units_sold DESC, units_90d DESC, sku
        LIMIT 500
        """;

    private const string TrendSql = """
        SELECT sku, groupArray(toInt32({today:Date} - day)) AS days_ago, groupArray(toFloat64(units_sold)) AS units
        FROM fulfillment.v_sell_through
        WHERE shop_id = {shop:String} AND window_days = 1 AND day <= {today:Date} AND day > {today:Date} - {days:UInt16}
        GROUP BY sku
        ORDER BY sum(units_sold) DESC, sku
        LIMIT 1000
        """;

    private const string DailySql = """
        SELECT day, sum(units_sold) AS units, sum(revenue) AS revenue
        FROM fulfillment.v_sell_through
        WHERE shop_id = {shop:String} AND window_days = 1 AND day <= {today:Date} AND day > {today:Date} - {days:UInt16}
        GROUP BY day
        ORDER BY day
        """;

    public async Task<Results<JsonHttpResult<SellThroughAnswer>, ProblemHttpResult>> GetAsync(string? shop, int? window, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        var days = window ?? 30;
        if (!Windows.Contains(days))
            return ApiProblem.Refuse($"There is no window of {days} days. Windows: {string.Join(", ", Windows)}.");
        var clock = await freshness.ClockAsync(shop, cancellationToken).ConfigureAwait(false);
        var today = ShopClock.DateParameter(clock.Today);
        var rows = views.RowsAsync(RowsSql, PageJson.Default.SellThroughRow, With(("window", days)), cancellationToken);
        var trends = views.RowsAsync(TrendSql, PageJson.Default.TrendRow, With(("days", TrendDays)), cancellationToken);
        var daily = views.RowsAsync(DailySql, PageJson.Default.SalesDay, With(("days", DailyDays)), cancellationToken);
        var trendBySku = (await trends.ConfigureAwait(false)).ToDictionary(t => t.Sku, t => t.Series());
        var answer = new SellThroughAnswer(
            ShopClock.Date(clock.Today),
            days,
            [.. (await rows.ConfigureAwait(false)).Select(row => row with { Daily = trendBySku.GetValueOrDefault(row.Sku, []) })],
            await daily.ConfigureAwait(false));
        return TypedResults.Json(answer, PageJson.Default.SellThroughAnswer);

        Dictionary<string, string> With((string Name, int Value) more) => new()
        {
            ["shop"] = shop,
            ["today"] = today,
            [more.Name] = more.Value.ToString(CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>The SKUs that sold most in the window (500 at most), and the shop's last 90 days.</summary>
internal sealed record SellThroughAnswer(DateOnly Day, int WindowDays, IReadOnlyList<SellThroughRow> Rows, IReadOnlyList<SalesDay> Daily);

/// <summary>One SKU: units in every window, and the asked window in detail.</summary>
internal sealed record SellThroughRow(
    string Sku,
    [property: JsonPropertyName("units_1d")] long Units1Day,
    [property: JsonPropertyName("units_7d")] long Units7Days,
    [property: JsonPropertyName("units_30d")] long Units30Days,
    [property: JsonPropertyName("units_90d")] long Units90Days,
    [property: JsonPropertyName("rate_7d")] double? Rate7Days,
    [property: JsonPropertyName("rate_30d")] double? Rate30Days,
    long UnitsSold,
    decimal Revenue,
    long? OnHandEnd,
    double? DaysInStock,
    double? UnitsPerDayInStock,
    double? SellThrough,
    double? Turnover,
    long Skus)
{
    /// <summary>Units a day over the last 30 days, oldest first, today last.</summary>
    public IReadOnlyList<double> Daily { get; init; } = [];
}

/// <summary>The shop's sales of one local day.</summary>
internal sealed record SalesDay(DateOnly Day, long Units, decimal Revenue);

/// <summary>One SKU's days with sales, counted back from today.</summary>
internal sealed record TrendRow(string Sku, IReadOnlyList<int> DaysAgo, IReadOnlyList<double> Units)
{
    /// <summary>A value for each day, 0 where there is no row.</summary>
    public double[] Series()
    {
        var series = new double[SellThrough.TrendDays];
        for (var i = 0; i < DaysAgo.Count; i++)
            series[^(DaysAgo[i] + 1)] = Units[i];
        return series;
    }
}
