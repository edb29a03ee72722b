using Fulfillment.Streams.Worker.Lanes;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>The events that have the engine compiled reach all of it, or they would not be worth their time.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public void All_events_are_accepted_and_every_table_has_rows()
    {
        var flushes = new List<(string[] Tables, int Letters)>();
        WarmUp.Run(flush => flushes.Add(([.. flush.Rows.Select(r => r.Table.Table).Order(StringComparer.Ordinal)], flush.Letters.Count)));
        Assert.Equal(2, flushes.Count);
        Assert.All(flushes, flush => Assert.Equal(0, flush.Letters));
        Assert.Equal(
            ["ad_performance", "delivery_latency", "freshness", "orders", "sell_through", "stockout_risk", "stockout_risk_history"], flushes[0].Tables);
    }

    [Fact]
    public async Task It_ends_by_itself() => await WarmUp.BeginAsync().WaitAsync(TimeSpan.FromMinutes(1));
}
