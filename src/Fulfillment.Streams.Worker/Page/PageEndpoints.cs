using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Page.Api;
using Fulfillment.Streams.Worker.Page.Live;

namespace Fulfillment.Streams.Worker.Page;

/// <summary>The live page, its JSON API and its stream of changes.</summary>
public static class PageEndpoints
{
    /// <summary>Maps the page at <c>/</c>, its files, <c>/api/…</c> and <c>/api/stream</c>.</summary>
    /// <param name="app">The application.</param>
    /// <param name="clickHouse">Where the views are; stays the caller's.</param>
    /// <param name="options">How the page behaves; the defaults when null.</param>
    /// <param name="time">Where wall time comes from; the system's when null.</param>
    public static void MapPage(this IEndpointRouteBuilder app, IClickHouse clickHouse, PageOptions? options = null, TimeProvider? time = null)
    {
        options ??= new PageOptions();
        time ??= TimeProvider.System;
        var stopping = app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var views = new ViewReader(clickHouse, options, time);
        var freshness = new Freshness(views, options, time);
        var page = app.MapGroup("").AddEndpointFilter(SecurityHeaders.Filter);
        page.MapApi(views, freshness);
        page.MapGet("/api/stream", new LiveStream(freshness, options, time, stopping).Get);
        new PageAssets(options).Map(page);
    }
}
