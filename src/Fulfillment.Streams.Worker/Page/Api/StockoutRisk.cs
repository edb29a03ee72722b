using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>What will run out and when, the most urgent first.</summary>
internal sealed class StockoutRisk(ViewReader views)
{
    private const string Sql = """
        SELECT sku, as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution,
            stockout_probability, days_of_cover, sells_out_at, safety_stock, reorder_point, suggested_order_units, risk
        FROM fulfillment.v_stockout_risk
        WHERE shop_id = {shop:String}
        ORDER BY indexOf(['OUT', 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], toString(risk)), stockout_probability DESC, days_of_cover, sku
        LIMIT 500
        """;

    private const string CountsSql = """
        SELECT toString(risk) AS risk, count() AS skus
        FROM fulfillment.v_stockout_risk
        WHERE shop_id = {shop:String}
        GROUP BY risk
        """;

    public async Task<Results<JsonHttpResult<StockoutRiskAnswer>, ProblemHttpResult>> GetAsync(string? shop, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        var parameters = new Dictionary<string, string> { ["shop"] = shop };
        var rows = views.RowsAsync(Sql, PageJson.Default.StockoutRiskRow, parameters, cancellationToken);
        var counts = views.RowsAsync(CountsSql, PageJson.Default.RiskCount, parameters, cancellationToken);
        var answer = new StockoutRiskAnswer(await rows.ConfigureAwait(false), await counts.ConfigureAwait(false));
        return TypedResults.Json(answer, PageJson.Default.StockoutRiskAnswer);
    }
}

/// <summary>The most urgent SKUs (500 at most) and how many SKUs there are per risk.</summary>
internal sealed record StockoutRiskAnswer(IReadOnlyList<StockoutRiskRow> Rows, IReadOnlyList<RiskCount> Counts);

/// <summary>SKUs of one risk.</summary>
internal sealed record RiskCount(string Risk, long Skus);

/// <summary>One SKU, as <c>v_stockout_risk</c> has it.</summary>
internal sealed record StockoutRiskRow(
    string Sku,
    DateTimeOffset AsOf,
    long OnHand,
    long InboundUnits,
    double LeadTimeDays,
    double DemandPerDay,
    double DemandVariancePerDay,
    string Distribution,
    double StockoutProbability,
    double? DaysOfCover,
    DateTimeOffset? SellsOutAt,
    double SafetyStock,
    double ReorderPoint,
    double SuggestedOrderUnits,
    string Risk);
