using Fulfillment.Streams.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>How the stock-out risk came to be what it is: hourly for one SKU, or a short line for each.</summary>
internal sealed class StockoutHistory(ViewReader views, Freshness freshness)
{
    private const int HistoryDays = 30;
    private const int LineDays = 7;

    private const string HoursSql = """
        SELECT hour AS at, on_hand, stockout_probability, days_of_cover
        FROM fulfillment.v_stockout_risk_history
        WHERE shop_id = {shop:String} AND sku = {sku:String} AND hour > {since:DateTime('UTC')}
        ORDER BY at
        LIMIT 2000
        """;

    // Every sixth hour is enough for a line a few letters wide.
    private const string LinesSql = """
        SELECT sku, groupArray(probability) AS probabilities
        FROM
        (
            SELECT sku, toStartOfInterval(hour, INTERVAL 6 HOUR) AS at, argMax(stockout_probability, hour) AS probability
            FROM fulfillment.v_stockout_risk_history
            WHERE shop_id = {shop:String} AND hour > {since:DateTime('UTC')}
            GROUP BY sku, at
            ORDER BY sku, at
        )
        GROUP BY sku
        ORDER BY sku
        LIMIT 2000
        """;

    public async Task<Results<JsonHttpResult<StockoutHistoryAnswer>, ProblemHttpResult>> GetAsync(string? shop, string? sku, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        var clock = await freshness.ClockAsync(shop, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(sku))
        {
            var lines = await views.RowsAsync(LinesSql, PageJson.Default.RiskLine, Since(LineDays), cancellationToken).ConfigureAwait(false);
            return TypedResults.Json(new StockoutHistoryAnswer(null, [], lines), PageJson.Default.StockoutHistoryAnswer);
        }

        var parameters = Since(HistoryDays);
        parameters["sku"] = sku;
        var hours = await views.RowsAsync(HoursSql, PageJson.Default.RiskHour, parameters, cancellationToken).ConfigureAwait(false);
        return TypedResults.Json(new StockoutHistoryAnswer(sku, hours, []), PageJson.Default.StockoutHistoryAnswer);

        Dictionary<string, string> Since(int days) => new()
        {
            ["shop"] = shop,
            ["since"] = ShopClock.TimeParameter(clock.Now - (days * EventTime.MillisecondsPerDay)),
        };
    }
}

/// <summary>With a SKU its hours of the last 30 days; without one a line of the last 7 days for each SKU.</summary>
internal sealed record StockoutHistoryAnswer(string? Sku, IReadOnlyList<RiskHour> Hours, IReadOnlyList<RiskLine> Lines);

/// <summary>What was known at one hour.</summary>
internal sealed record RiskHour(DateTimeOffset At, long OnHand, double StockoutProbability, double? DaysOfCover);

/// <summary>Stock-out probabilities of one SKU, six hours apart, oldest first.</summary>
internal sealed record RiskLine(string Sku, IReadOnlyList<double> Probabilities);
