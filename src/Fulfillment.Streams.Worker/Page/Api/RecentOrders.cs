using Fulfillment.Streams.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>The shop's newest orders.</summary>
internal sealed class RecentOrders(ViewReader views, Freshness freshness)
{
    // Looking back a week keeps the read small; a shop without orders for a week has no recent ones.
    private const int Days = 7;

    private const string Sql = """
        SELECT order_id, created_at, toString(status) AS status, region, units, revenue,
            toBool(is_late_dispatch) AS is_late_dispatch, toBool(is_late_delivery) AS is_late_delivery
        FROM fulfillment.v_orders
        WHERE shop_id = {shop:String} AND created_at > {since:DateTime('UTC')}
        ORDER BY created_at DESC, order_id
        LIMIT 25
        """;

    public async Task<Results<JsonHttpResult<IReadOnlyList<OrderRow>>, ProblemHttpResult>> GetAsync(string? shop, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(shop))
            return ApiProblem.Refuse("Say which shop: ?shop=ID. /api/shops lists them.");
        var clock = await freshness.ClockAsync(shop, cancellationToken).ConfigureAwait(false);
        var parameters = new Dictionary<string, string>
        {
            ["shop"] = shop,
            ["since"] = ShopClock.TimeParameter(clock.Now - (Days * EventTime.MillisecondsPerDay)),
        };
        var orders = await views.RowsAsync(Sql, PageJson.Default.OrderRow, parameters, cancellationToken).ConfigureAwait(false);
        return TypedResults.Json(orders, PageJson.Default.IReadOnlyListOrderRow);
    }
}

/// <summary>One order as the page lists it.</summary>
internal sealed record OrderRow(
    string OrderId, DateTimeOffset CreatedAt, string Status, string Region, long Units, decimal Revenue, bool IsLateDispatch, bool IsLateDelivery);
