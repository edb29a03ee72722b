using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>Which shops there are, the busiest first.</summary>
internal sealed class Shops(ViewReader views)
{
    private const string Sql = """
        SELECT shop_id, sum(orders) AS orders
        FROM
        (
            SELECT shop_id, count() AS orders FROM fulfillment.v_orders GROUP BY shop_id
            UNION ALL
            SELECT DISTINCT shop_id, 0 AS orders FROM fulfillment.v_stockout_risk
        )
        GROUP BY shop_id
        ORDER BY orders DESC, shop_id
        LIMIT 5000
        """;

    public async Task<JsonHttpResult<IReadOnlyList<ShopRow>>> GetAsync(CancellationToken cancellationToken)
    {
        var shops = await views.RowsAsync(Sql, PageJson.Default.ShopRow, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
        return TypedResults.Json(shops, PageJson.Default.IReadOnlyListShopRow);
    }
}

/// <summary>A shop and how many orders it has.</summary>
internal sealed record ShopRow(string ShopId, long Orders);
