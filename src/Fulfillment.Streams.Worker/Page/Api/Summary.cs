using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>Today's counters of a shop, beside yesterday's.</summary>
internal sealed class Summary(ViewReader views, Freshness freshness)
{
    private const string Sql = """
        SELECT
            (SELECT count() FROM fulfillment.v_orders
             WHERE shop_id = {shop:String} AND created_at >= {today_start:DateTime('UTC')} AND created_at < {today_end:DateTime('UTC')}) AS orders_today,
            (SELECT count() FROM fulfillment.v_orders
             WHERE shop_id = {shop:String} AND created_at >= {yesterday_start:DateTime('UTC')} AND created_at < {today_start:DateTime('UTC')}) AS orders_yesterday,
            (SELECT (sumIf(units_sold, day = {today:Date}), sumIf(revenue, day = {today:Date}),
                     sumIf(units_sold, day = {yesterday:Date}), sumIf(revenue, day = {yesterday:Date}))
             FROM fulfillment.v_sell_through
             WHERE shop_id = {shop:String} AND window_days = 1 AND day IN ({today:Date}, {yesterday:Date})) AS sold,
            sold.1 AS units_today, sold.2 AS revenue_today, sold.3 AS units_yesterday, sold.4 AS revenue_yesterday,
            (SELECT (sum(spend), sum(gmv)) FROM fulfillment.v_ad_performance
             WHERE shop_id = {shop:String} AND hour >= {today_start:DateTime('UTC')} AND hour < {today_end:DateTime('UTC')}) AS ads,
            ads.1 AS ad_spend_today, ads.2 AS ad_gmv_today,
            (SELECT (countIf(risk = 'OUT'), countIf(risk IN ('CRITICAL', 'HIGH')), count()) FROM fulfillment.v_stockout_risk
             WHERE shop_id = {shop:String}) AS stock,
            stock.1 AS skus_out, stock.2 AS skus_at_risk, stock.3 AS skus
        """;

    public async Task<Results<JsonHttpResult<SummaryAnswer>, ProblemHttpResult>> GetAsync(string? shop, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        var clock = await freshness.ClockAsync(shop, cancellationToken).ConfigureAwait(false);
        var parameters = new Dictionary<string, string>
        {
            ["shop"] = shop,
            ["today"] = ShopClock.DateParameter(clock.Today),
            ["yesterday"] = ShopClock.DateParameter(clock.Today - 1),
            ["yesterday_start"] = clock.StartParameter(clock.Today - 1),
            ["today_start"] = clock.StartParameter(clock.Today),
            ["today_end"] = clock.StartParameter(clock.Today + 1),
        };
        var counters = (await views.RowsAsync(Sql, PageJson.Default.SummaryRow, parameters, cancellationToken).ConfigureAwait(false)).Single();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.Now);
        return TypedResults.Json(new SummaryAnswer(shop, now, ShopClock.Date(clock.Today), clock.Zone, counters), PageJson.Default.SummaryAnswer);
    }
}

/// <summary>A shop's counters and the now and today they are of.</summary>
internal sealed record SummaryAnswer(string Shop, DateTimeOffset Now, DateOnly Today, string TimeZone, SummaryRow Counters);

/// <summary>Orders by created time; units and revenue as sold; ad spend and its attributed sales; SKUs by stock-out risk.</summary>
internal sealed record SummaryRow(
    long OrdersToday,
    long OrdersYesterday,
    long UnitsToday,
    long UnitsYesterday,
    decimal RevenueToday,
    decimal RevenueYesterday,
    decimal AdSpendToday,
    decimal AdGmvToday,
    long SkusOut,
    long SkusAtRisk,
    long Skus);
