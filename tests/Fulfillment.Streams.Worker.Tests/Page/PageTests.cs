using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Store;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>What a reader sees, in a real browser on the real schema.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class PageTests(EmbeddedViews views, Browser browser) : IClassFixture<EmbeddedViews>, IClassFixture<Browser>, IAsyncLifetime
{
    private const string Shop = "/?shop=page";

    public async Task InitializeAsync()
    {
        await views.FreshAsync("orders", EmbeddedViews.Now, applied: 1234, duplicates: 5, late: 6, rejected: 7, lag: 8);
        await views.FreshAsync("stock", "2026-03-10 18:55:00");
        await views.FreshAsync("tracking", "2026-03-10 18:40:00", lag: 1);
        await views.OrderAsync("page", "576653688135258178", "2026-03-10 18:30:00", lateDispatch: true);
        await views.OrderAsync("page", "576653688135258179", "2026-03-10 18:31:00", status: "DELIVERED", region: "TX");
        await views.SoldAsync("page", "GLW-1", "2026-03-10", 1, 4, 126m);
        await views.SoldAsync("page", "GLW-1", "2026-03-10", 7, 20, 630m, onHand: 30, rate: 2.875, sellThrough: 0.4);
        await views.SoldAsync("page", "GLW-1", "2026-03-10", 30, 1500, 47250m, onHand: 30, rate: 62.5, sellThrough: 0.981);
        await views.SoldAsync("page", "GLW-1", "2026-03-10", 90, 3100);
        await views.SoldAsync("page", "GLW-2", "2026-03-10", 30, 60, 600m, onHand: 3, rate: 2, sellThrough: 0.952);
        await views.RiskAsync("page", "GLW-1", "CRITICAL", 0.129368, onHand: 100, cover: 2.14, sellsOut: "2026-03-12 08:30:00", order: 63);
        await views.RiskAsync("page", "GLW-2", "LOW", 0.01, cover: 40);
        await views.RiskHourAsync("page", "GLW-1", "2026-03-10 06:00:00", 0.05, onHand: 120);
        await views.RiskHourAsync("page", "GLW-1", "2026-03-10 18:00:00", 0.129368, onHand: 100);
        foreach (var (region, p90) in new[] { ("ALL", 61.5), ("CA", 48.0), ("TX", 97.3), ("ZZ", 50.0) })
            await views.LatencyAsync("page", region, "order_to_delivery", "7d", "2026-03-04 08:00:00", 40, 30, p90, 120, onTime: 35, late: 5);
        await views.LatencyAsync("page", "CA", "transit", "7d", "2026-03-04 08:00:00", 40, 20, 33.3, 44);
        await views.OrderAsync("page-2", "other", "2026-03-10 18:30:00");
        await views.SoldAsync("page-2", "OTHER-SKU", "2026-03-10", 30, 9);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [BrowserFact]
    public async Task The_three_answers_are_there_with_their_numbers()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        var sells = await visit.RowAsync("#sales-table", "GLW-1");
        Assert.Equal(["GLW-1", "4", "20", "1,500", "3,100", "62.5"], sells.Take(6));
        Assert.Equal(["-95%", "98.1%", "0.5", "30", "$47,250"], sells.Skip(6).Select(text => text.Trim()));
        Assert.Equal(
            ["GLW-1", "Critical", "12.9%", "", "100", "20", "4.5", "2.1", "Mar 12, 01:30 · in 38 hours", "63"],
            (await visit.RowAsync("#stock-table", "GLW-1")).Select(text => text.Trim()));
        Assert.Equal(["Texas TX", "40", "30 h", "97.3 h", "120 h", "87.5%"], (await visit.RowAsync("#delivery-table", "Texas")).Select(Spaced));
        Assert.Equal(["All regions", "Texas", "Unknown", "California"], (await visit.Page.Locator("#delivery-table tbody th button").AllInnerTextsAsync()).Select(name => Spaced(name).Replace(" TX", "").Replace(" ZZ", "").Replace(" CA", "")));
    }

    [BrowserFact]
    public async Task Today_and_the_newest_orders_are_there()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await Expect(visit.Page.Locator("#tile-orders")).ToHaveTextAsync("2");
        await Expect(visit.Page.Locator("#tile-units")).ToHaveTextAsync("4");
        await Expect(visit.Page.Locator("#tile-revenue")).ToHaveTextAsync("$126.00");
        await Expect(visit.Page.Locator("#tile-risk")).ToHaveTextAsync("1");
        await visit.SeeAllAsync();
        Assert.Equal(["576653688135258179", "11:31", "Delivered", "TX", "2", "$31.50"], await visit.RowAsync("#orders-table", "576653688135258179"));
        Assert.Contains("Late dispatch", (await visit.RowAsync("#orders-table", "576653688135258178"))[2], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_table_that_has_not_loaded_does_not_say_that_there_is_nothing()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop, new() { Locale = "en-US", ViewportSize = new() { Width = 1400, Height = 300 } });
        await Expect(visit.Page.Locator("#sales-table tbody tr").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#orders-table .empty")).ToBeHiddenAsync();
        await visit.SeeAllAsync();
        await Expect(visit.Page.Locator("#orders-table .empty")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Every_view_says_how_far_its_slowest_input_is_complete()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await Expect(visit.Page.Locator("#sales .note")).ToHaveTextAsync("Complete through 11:55");
        await Expect(visit.Page.Locator("#stock .note")).ToHaveTextAsync("Complete through 11:55");
        await Expect(visit.Page.Locator("#delivery .note")).ToHaveTextAsync("Complete through 11:40");
        await Expect(visit.Page.Locator("#orders .note")).ToHaveTextAsync("Complete through 12:00");
        Assert.Equal(["Orders", "12:00", "12:00", "1,234", "5", "6", "7", "8"], await visit.RowAsync("#freshness-table", "Orders"));
    }

    [BrowserFact]
    public async Task Charts_and_map_are_drawn_with_a_table_beside_each()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        await Expect(visit.Page.Locator("#sales-chart canvas")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#delivery-chart canvas")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#delivery-map path")).ToHaveCountAsync(51);
        await Expect(visit.Page.Locator("#delivery-map svg")).ToHaveAttributeAsync("aria-label", "Map of P90 by state. Slowest: Texas, 97.3 h. The table beside it has every state.");
        await Expect(visit.Page.Locator("#delivery-map path.heat-1")).ToHaveCountAsync(1);
        foreach (var chart in new[] { "#sales", "#delivery" })
        {
            await visit.Page.Locator($"{chart} .chart-box summary").ClickAsync();
            await Expect(visit.Page.Locator($"{chart} .chart-box tbody tr").First).ToBeVisibleAsync();
        }
    }

    [BrowserFact]
    public async Task Without_the_libraries_a_note_stands_in_for_pictures_and_the_tables_remain()
    {
        var nowhere = new PageOptions { LibraryDirectory = "/nonexistent" };
        await using var visit = await Visit.ToAsync(browser, views, Shop, options: nowhere, mayComplain: true);
        await visit.SeeAllAsync();
        await Expect(visit.Page.Locator("#sales-chart")).ToContainTextAsync("Charts appear once set-up has fetched the chart library.");
        await Expect(visit.Page.Locator("#delivery-map")).ToContainTextAsync("The map appears once set-up has fetched it.");
        Assert.Equal("97.3 h", (await visit.RowAsync("#delivery-table", "Texas"))[3]);
    }

    [BrowserFact]
    public async Task An_insert_appears_without_a_reload()
    {
        await using var visit = await Visit.ToAsync(browser, views, "/?shop=live");
        await Expect(visit.Page.Locator("#tile-orders")).ToHaveTextAsync("0");
        await visit.Page.EvaluateAsync("window.sameDocument = true");
        await views.OrderAsync("live", "fresh-1", "2026-03-10 18:59:00");
        await views.FreshAsync("orders", EmbeddedViews.Now, applied: 1235);
        await Expect(visit.Page.Locator("#tile-orders")).ToHaveTextAsync("1");
        await visit.Page.Locator("#orders").ScrollIntoViewIfNeededAsync();
        await Expect(visit.Page.Locator("#orders-table tbody th")).ToHaveTextAsync("fresh-1");
        await Expect(visit.Page.Locator("#freshness-table tbody tr").Filter(new() { HasText = "Orders" })).ToContainTextAsync("1,235");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.sameDocument"));
    }

    [BrowserFact]
    public async Task What_did_not_change_keeps_its_place_in_the_document()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        await visit.Page.EvaluateAsync("window.kept = [...document.querySelectorAll('#stock-table tbody tr, #sales-table tbody tr')]");
        await views.SoldAsync("page", "GLW-2", "2026-03-10", 1, 2, 20m);
        await views.FreshAsync("orders", EmbeddedViews.Now, applied: 1300);
        await Expect(visit.Page.Locator("#tile-units")).ToHaveTextAsync("6");
        await Expect(visit.Page.Locator("#sales-table tbody tr").Filter(new() { HasText = "GLW-2" }).Locator("td").First).ToHaveTextAsync("2");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.kept.every((row) => row.isConnected)"));
        await views.SoldAsync("page", "GLW-2", "2026-03-10", 1, 0);
    }

    [BrowserFact]
    public async Task Choices_change_the_view_and_stay_in_the_address()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "7 days" }).First.CheckAsync();
        await Expect(visit.Page.Locator("#sales-table tbody tr").First).ToContainTextAsync("40.0%");
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Transit" }).CheckAsync();
        await Expect(visit.Page.Locator("#delivery-table tbody tr")).ToHaveCountAsync(1);
        Assert.Contains("33.3 h", await visit.RowAsync("#delivery-table", "California"));
        Assert.Equal("?shop=page&window=7&stage=transit", new Uri(visit.Page.Url).Query);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#sales-table tbody tr").First).ToContainTextAsync("40.0%");
        await visit.Page.Locator("#shop").SelectOptionAsync("page-2");
        await Expect(visit.Page.Locator("#sales-table tbody")).ToContainTextAsync("OTHER-SKU");
    }

    [BrowserFact]
    public async Task A_sku_opens_into_its_history_and_a_region_into_its_windows()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "GLW-1" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "GLW-1" })).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visit.Page.Locator(".detail")).ToContainTextAsync("Negative binomial");
        await visit.Page.Locator(".detail summary").ClickAsync();
        await Expect(visit.Page.Locator(".detail tbody tr").First).ToContainTextAsync("Mar 10, 11:00");
        await Expect(visit.Page.Locator(".detail tbody tr").First).ToContainTextAsync("12.9%");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Texas" }).ClickAsync();
        await Expect(visit.Page.Locator("#delivery-caption")).ToHaveTextAsync("Texas: Order to delivery over time");
        await Expect(visit.Page.Locator("#delivery-table tr[aria-current=true] th")).ToContainTextAsync("Texas");
    }

    [BrowserFact]
    public async Task What_events_say_is_text_and_never_markup()
    {
        await views.SoldAsync("markup", "<img src=x onerror=alert(1)>", "2026-03-10", 30, 5);
        await views.RiskAsync("markup", "<script>alert(1)</script>", "LOW", 0.1);
        await using var visit = await Visit.ToAsync(browser, views, "/?shop=markup");
        await Expect(visit.Page.Locator("#sales-table tbody th")).ToHaveTextAsync("<img src=x onerror=alert(1)>");
        await visit.Page.Locator("#stock").ScrollIntoViewIfNeededAsync();
        await Expect(visit.Page.Locator("#stock-table tbody th")).ToHaveTextAsync("<script>alert(1)</script>");
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
