using System.Net;
using System.Text.Json;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Http;

namespace Fulfillment.Streams.Worker.Tests.Page;

public sealed class SharedQueriesTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_hundred_viewers_at_once_cost_one_query()
    {
        var answer = new TaskCompletionSource<string>();
        var clickHouse = new ScriptedClickHouse(_ => answer.Task);
        await using var host = await StartAsync(clickHouse);
        var viewers = Enumerable.Range(0, 100).Select(_ => host.Client.GetStringAsync("/api/shops")).ToList();
        answer.SetResult("""{"shop_id":"glow","orders":3}""" + "\n");
        Assert.All(await Task.WhenAll(viewers), text => Assert.Equal("""[{"shop_id":"glow","orders":3}]""", text));
        Assert.Equal(1, clickHouse.Queries);
    }

    [Fact]
    public async Task An_answer_is_kept_for_half_a_second_and_no_longer()
    {
        var clickHouse = new ScriptedClickHouse(_ => Task.FromResult(""));
        await using var host = await StartAsync(clickHouse);
        await host.Client.GetStringAsync("/api/shops");
        time.Advance(TimeSpan.FromMilliseconds(499));
        await host.Client.GetStringAsync("/api/shops");
        Assert.Equal(1, clickHouse.Queries);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await host.Client.GetStringAsync("/api/shops");
        Assert.Equal(2, clickHouse.Queries);
    }

    [Fact]
    public async Task Different_shops_never_share_an_answer()
    {
        var clickHouse = new ScriptedClickHouse(query => Task.FromResult(query.Parameters.TryGetValue("shop", out var shop) && query.Sql.Contains("v_orders", StringComparison.Ordinal)
            ? $$"""{"order_id":"{{shop}}-1","created_at":"2026-03-10T07:00:00Z","status":"DELIVERED","region":"CA","units":1,"revenue":2.5,"is_late_dispatch":false,"is_late_delivery":true}"""
            : ""));
        await using var host = await StartAsync(clickHouse);
        Assert.Contains("\"a-1\"", await host.Client.GetStringAsync("/api/orders?shop=a"), StringComparison.Ordinal);
        Assert.Contains("\"b-1\"", await host.Client.GetStringAsync("/api/orders?shop=b"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.ServiceUnavailable)]
    [InlineData(60, HttpStatusCode.InternalServerError)]
    public async Task What_clickhouse_says_is_the_detail_of_a_problem(int code, HttpStatusCode status)
    {
        await using var host = await StartAsync(new ScriptedClickHouse(_ => throw new ClickHouseException(code, "the cause and the cure")));
        using var answer = await host.Client.GetAsync("/api/stockout-risk?shop=glow");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("the cause and the cure", problem.GetProperty("detail").GetString());
        Assert.Equal(code, problem.GetProperty("clickhouse_code").GetInt32());
    }

    [Theory]
    [InlineData("/api/summary", "Say which shop")]
    [InlineData("/api/sell-through", "Say which shop")]
    [InlineData("/api/sell-through?shop=glow&window=8", "Windows: 1, 7, 30, 90")]
    [InlineData("/api/stockout-risk", "Say which shop")]
    [InlineData("/api/stockout-history", "Say which shop")]
    [InlineData("/api/delivery", "Say which shop")]
    [InlineData("/api/delivery?shop=glow&stage=flying", "Stages: processing, transit, order_to_delivery")]
    [InlineData("/api/delivery?shop=glow&granularity=2d", "Granularities: 1h, 1d, 7d")]
    [InlineData("/api/orders", "Say which shop")]
    public async Task A_question_that_makes_no_sense_is_400_and_says_what_would(string path, string hint)
    {
        await using var host = await StartAsync(new ScriptedClickHouse(_ => Task.FromResult("")));
        using var answer = await host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(hint, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<LocalHost> StartAsync(ScriptedClickHouse clickHouse) => LocalHost.StartAsync(app => app.MapPage(clickHouse, new PageOptions(), time));
}
