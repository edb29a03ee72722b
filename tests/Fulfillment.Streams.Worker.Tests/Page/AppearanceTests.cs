using Fulfillment.Streams.Worker.Tests.Store;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>Languages, themes, narrow screens, keyboards and assistive technology, in a real browser.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class AppearanceTests(EmbeddedViews views, Browser browser) : IClassFixture<EmbeddedViews>, IClassFixture<Browser>, IAsyncLifetime
{
    private const string Shop = "/?shop=looks";

    /// <summary>Latin words that are visible, or read out, and not marked as data (or known as such) that no language changes.</summary>
    private const string Untranslated = """
        () => {
          const latin = (text) => /[A-Za-z]{2,}/.test(text.replace(/\b(SKU|P\d\d|GLW-\d)\b/g, ""));
          const shown = (node) => node.checkVisibility() && !node.closest("[translate=no]");
          const texts = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!parent.closest("script, noscript") && shown(parent)) texts.push(walk.currentNode.data);
          }
          for (const name of ["aria-label", "title", "placeholder", "alt"])
            for (const node of document.querySelectorAll(`[${name}]`)) if (shown(node)) texts.push(node.getAttribute(name));
          return texts.filter(latin);
        }
        """;

    private static readonly BrowserNewContextOptions Phone = new() { Locale = "en-US", ViewportSize = new() { Width = 390, Height = 844 } };

    public async Task InitializeAsync()
    {
        await views.FreshAsync("orders", EmbeddedViews.Now, applied: 1);
        await views.FreshAsync("stock", EmbeddedViews.Now, applied: 1);
        await views.FreshAsync("tracking", EmbeddedViews.Now, applied: 1);
        foreach (var status in new[] { "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED" })
            await views.OrderAsync("looks", $"order of {status}", "2026-03-10 18:30:00", status, lateDispatch: true);
        foreach (var (sku, risk) in new[] { ("GLW-1", "OUT"), ("GLW-2", "CRITICAL"), ("GLW-3", "HIGH"), ("GLW-4", "MEDIUM"), ("GLW-5", "LOW") })
        {
            await views.RiskAsync("looks", sku, risk, 0.5, sellsOut: "2026-03-12 08:30:00");
            await views.RiskHourAsync("looks", sku, "2026-03-09 18:00:00", 0.4, onHand: 12);
            await views.RiskHourAsync("looks", sku, "2026-03-10 18:00:00", 0.5, onHand: 10);
            await views.SoldAsync("looks", sku, "2026-03-10", 30, 60, 600m, onHand: 3, rate: 2, sellThrough: 0.952);
            await views.SoldAsync("looks", sku, "2026-03-10", 1, 2);
        }

        foreach (var region in new[] { "ALL", "CA", "TX", "NY", "DC", "ZZ" })
            await views.LatencyAsync("looks", region, "order_to_delivery", "7d", "2026-03-04 08:00:00", 40, 30, 60, 70, onTime: 35, late: 5);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [BrowserFact]
    public async Task Chinese_leaves_no_text_untranslated_and_English_comes_back()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        Assert.NotEmpty(await visit.Page.EvaluateAsync<string[]>(Untranslated));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(visit.Page.Locator("#stock-title")).ToHaveTextAsync("什么会断货，何时断货");
        await visit.Page.Locator("#stock-table tbody th button").First.ClickAsync();
        foreach (var summary in await visit.Page.Locator("summary").AllAsync())
            await summary.ClickAsync();
        await Expect(visit.Page.Locator(".detail tbody tr").First).ToBeVisibleAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Untranslated));
        Assert.Equal("zh-CN", await visit.Page.Locator("html").GetAttributeAsync("lang"));
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#stock-title")).ToHaveTextAsync("什么会断货，何时断货");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "EN", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("#stock-title")).ToHaveTextAsync("What will run out, and when");
    }

    [BrowserFact]
    public async Task A_reader_whose_browser_is_chinese_gets_chinese()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop, new() { Locale = "zh-CN" });
        await Expect(visit.Page.Locator("#sales-title")).ToHaveTextAsync("什么在卖，卖得多快");
        await Expect(visit.Page.Locator("#sales .note")).ToHaveTextAsync("数据完整至 12:00");
    }

    [BrowserFact]
    public async Task Dark_follows_the_system_until_the_reader_chooses()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop, new() { Locale = "en-US", ColorScheme = ColorScheme.Dark });
        Assert.True(await BrightnessAsync(visit) < 60, "the page is not dark");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        Assert.True(await BrightnessAsync(visit) > 200, "the page is not light");
        await visit.Page.ReloadAsync();
        Assert.True(await BrightnessAsync(visit) > 200, "the choice was forgotten");
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_sticks_out_in_either_language()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop, Phone);
        await visit.SeeAllAsync();
        foreach (var language in new[] { "EN", "中文" })
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = language, Exact = true }).ClickAsync();
            Assert.Equal(390, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserFact]
    public async Task Tab_goes_through_the_page_in_reading_order()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        var stops = new List<string>();
        for (var i = 0; i < 14; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            stops.Add(await visit.Page.EvaluateAsync<string>("(document.activeElement.value || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"));
        }

        Assert.Equal(
            ["Skip to the answers", "looks", "EN", "中文", "Dark theme", "What sells", "What runs out", "Where delivery is slow", "Recent orders", "Data freshness", "Find a SKU", "30", "Show as a table", "Table: What sells, and how fast"],
            stops);
    }

    [BrowserFact]
    public async Task Everything_works_from_the_keyboard()
    {
        await using var visit = await Visit.ToAsync(browser, views, Shop);
        await visit.SeeAllAsync();
        var keyboard = visit.Page.Keyboard;
        await visit.Page.Locator("#sales input[value='30']").FocusAsync();
        await keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("#sales input[value='90']")).ToBeCheckedAsync();
        await visit.Page.Locator("#stock-table tbody th button").First.FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("tr.detail")).ToBeVisibleAsync();
        Assert.Equal("GLW-1", await visit.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await visit.Page.Locator("#stock-table thead button").First.FocusAsync();
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("#stock-table thead th").First).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(visit.Page.Locator("#stock-table tbody th").First).ToHaveTextAsync("GLW-5");
    }

    [BrowserFact]
    public async Task Accessibility_rules_hold_in_both_themes_and_on_a_phone()
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1400), (ColorScheme.Dark, 1400), (ColorScheme.Light, 390) })
        {
            var reader = new BrowserNewContextOptions { Locale = "en-US", ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 900 } };
            await using var visit = await Visit.ToAsync(browser, views, Shop, reader);
            await visit.SeeAllAsync();
            await visit.Page.Locator("#stock-table tbody th button").First.ClickAsync();
            await visit.Page.EvaluateAsync(await File.ReadAllTextAsync(BrowserFactAttribute.Library(BrowserFactAttribute.Accessibility)));
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`))"));
        }
    }

    private static Task<double> BrightnessAsync(Visit visit) => visit.Page.EvaluateAsync<double>(
        "() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number); return (r + g + b) / 3; }");
}
