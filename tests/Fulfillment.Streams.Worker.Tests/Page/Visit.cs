using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>
/// One reader before the page. At the end nothing may have been written to the console and nothing asked of another host.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private const float Patience = 20_000;
    private readonly LocalHost host;
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Visit(LocalHost host, IBrowserContext context, IPage page, bool mayComplain)
    {
        this.host = host;
        this.context = context;
        Page = page;
        page.Console += (_, message) => Complain(!mayComplain && message.Type is ("error" or "warning"), message.Text);
        page.PageError += (_, error) => Complain(true, error);
        page.Request += (_, request) => Complain(!IsLocal(request.Url), $"asked {request.Url}");
    }

    public IPage Page { get; }

    public static async Task<Visit> ToAsync(
        Browser browser, EmbeddedViews views, string path, BrowserNewContextOptions? reader = null, PageOptions? options = null, bool mayComplain = false)
    {
        SetDefaultExpectTimeout(Patience);
        var host = await LocalHost.StartAsync(app => app.MapPage(views.ClickHouse, options));
        var started = await browser.StartedAsync();
        var context = await started.NewContextAsync(reader ?? new() { Locale = "en-US", ViewportSize = new() { Width = 1400, Height = 1000 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        var visit = new Visit(host, context, page, mayComplain);
        await page.GotoAsync(new Uri(host.Address, path).ToString());
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        return visit;
    }

    /// <summary>Scrolls all of the page past the reader, so that every part has loaded.</summary>
    public async Task SeeAllAsync()
    {
        foreach (var part in new[] { "#sales", "#stock", "#delivery", "#orders" })
        {
            await Page.Locator(part).ScrollIntoViewIfNeededAsync();
            await Expect(Page.Locator($"{part}-table tbody tr").First).ToBeVisibleAsync();
        }

        await Page.EvaluateAsync("scrollTo(0, 0)");
    }

    /// <summary>The texts of a table's row by what its first cell says, in order of the columns.</summary>
    public async Task<IReadOnlyList<string>> RowAsync(string table, string name)
    {
        var row = Page.Locator($"{table} tbody tr").Filter(new() { Has = Page.Locator("th", new() { HasText = name }) }).First;
        await Expect(row).ToBeVisibleAsync();
        return await row.Locator("th, td").AllInnerTextsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await host.DisposeAsync();
        lock (complaints)
            Assert.Empty(complaints);
    }

    private bool IsLocal(string url) => url.StartsWith("data:", StringComparison.Ordinal) || new Uri(url).Authority == host.Address.Authority;

    private void Complain(bool bad, string text)
    {
        lock (complaints)
        {
            if (bad)
                complaints.Add(text);
        }
    }
}
