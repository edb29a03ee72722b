namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>The page's JSON API, also for scripts: <c>/api/…</c>.</summary>
internal static class ApiEndpoints
{
    /// <summary>Maps every question; <paramref name="freshness"/> is shared with the live stream.</summary>
    public static void MapApi(this IEndpointRouteBuilder app, ViewReader views, Freshness freshness)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(ApiProblem.Filter).AddEndpointFilter(NoStore);
        api.MapGet("/freshness", freshness.GetAsync);
        api.MapGet("/shops", new Shops(views).GetAsync);
        api.MapGet("/summary", new Summary(views, freshness).GetAsync);
        api.MapGet("/sell-through", new SellThrough(views, freshness).GetAsync);
        api.MapGet("/stockout-risk", new StockoutRisk(views).GetAsync);
        api.MapGet("/stockout-history", new StockoutHistory(views, freshness).GetAsync);
        api.MapGet("/delivery", new Delivery(views, freshness).GetAsync);
        api.MapGet("/orders", new RecentOrders(views, freshness).GetAsync);
    }

    private static ValueTask<object?> NoStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
