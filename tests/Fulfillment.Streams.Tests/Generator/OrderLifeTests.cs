using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Generator;

public sealed class OrderLifeTests
{
    private readonly GeneratedRun run = GeneratedRun.Shared;
    private static readonly string[] Order =
        ["UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED"];

    private IReadOnlyList<List<Parsed>> Orders => run.Orders;

    [Fact]
    public void Statuses_follow_the_life_of_an_order() =>
        Assert.All(Orders, order =>
        {
            var ranks = order.Select(p => Array.IndexOf(Order, p["status"] == "CANCEL" ? "CANCELLED" : p["status"])).ToList();
            Assert.DoesNotContain(-1, ranks);
            Assert.Equal(ranks.Order(), ranks);
        });

    [Fact]
    public void The_first_message_has_the_facts_and_later_ones_only_what_is_new()
    {
        Assert.All(Orders, order => Assert.Equal(order.Select((_, i) => i == 0), order.Select(p => p.Has("lines"))));
        Assert.All(run.Of(Topic.Orders).Where(p => p["status"] is "IN_TRANSIT" or "DELIVERED"), p => Assert.Equal(5, p.Json.EnumerateObject().Count()));
    }

    [Fact]
    public void Some_addresses_come_later_and_a_few_never()
    {
        var withLater = Orders.Count(o => !o[0].Has("region") && o.Any(p => p.Has("region")));
        var never = Orders.Count(o => o.Count > 3 && !o.Any(p => p.Has("region")));
        Assert.InRange(withLater, 1, Orders.Count / 10);
        Assert.InRange(never, 1, withLater);
    }

    [Fact]
    public void Orders_are_paid_when_they_say_so() =>
        Assert.All(run.Of(Topic.Orders).Where(p => p.Has("paid_time")), p => Assert.Equal(p.EventTime, p.At("paid_time")));

    [Fact]
    public void Buyers_sellers_and_the_system_cancel()
    {
        var cancelled = run.Of(Topic.Orders).Where(p => p.Has("cancel_initiator")).ToList();
        Assert.Equal(["BUYER", "SELLER", "SYSTEM"], cancelled.Select(p => p["cancel_initiator"]).Distinct().Order());
        Assert.Equal(["CANCEL", "CANCELLED"], cancelled.Select(p => p["status"]).Distinct().Order());
        Assert.InRange(cancelled.Count / (double)Orders.Count, .03, .12);
    }

    [Fact]
    public void All_order_types_and_both_ways_of_fulfilment_occur()
    {
        var firsts = Orders.Select(o => o[0]).ToList();
        Assert.Equal(["BACKORDER", "CUSTOM", "MADE_TO_ORDER", "NORMAL", "PRE_ORDER"], firsts.Select(p => p["order_type"]).Distinct().Order());
        Assert.Equal(["FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"], firsts.Select(p => p["fulfillment_type"]).Distinct().Order());
        Assert.Contains(firsts, p => p.Has("is_sample"));
        Assert.All(firsts.Where(p => p["order_type"] == "PRE_ORDER"), p => Assert.True(p.Has("release_time")));
    }

    [Fact]
    public void Split_orders_name_the_lines_of_each_package()
    {
        var split = run.Of(Topic.Tracking).Where(p => p.Has("lines")).GroupBy(p => p["order_id"]).Where(g => g.Count() == 2).ToList();
        Assert.NotEmpty(split);
        var lines = Orders.Select(o => o[0]).ToDictionary(o => o["order_id"], o => o.Json.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("line_id").GetString()).Order());
        Assert.All(split, g => Assert.Equal(
            lines[g.Key],
            g.SelectMany(p => p.Json.GetProperty("lines").EnumerateArray().Select(l => l.GetString())).Order()));
    }

    [Fact]
    public void Returns_follow_deliveries_and_refund_what_was_paid()
    {
        var returns = run.Of(Topic.Returns).GroupBy(p => p["return_id"]).ToList();
        Assert.InRange(returns.Count, 30, 1_000);
        Assert.All(returns, r => Assert.Equal("REQUESTED", r.MinBy(p => p.EventTime)!["status"]));
        Assert.Contains(returns, r => r.Any(p => p["status"] == "COMPLETED"));
        Assert.All(run.Of(Topic.Returns), p => Assert.Matches(@"^\d+\.\d\d$", p["refund_amount"]));
    }
}
