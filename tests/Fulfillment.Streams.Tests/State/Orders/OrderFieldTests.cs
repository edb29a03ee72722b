using Fulfillment.Streams.Events;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Tests.Ingest.Json;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Orders;

/// <summary>An order holds every field of its events, those no view shows yet included.</summary>
public sealed class OrderFieldTests : ShopTest
{
    [Fact]
    public void Every_field_of_an_event_is_kept()
    {
        Run.Feed(Fulfillment.Streams.Ingest.Topic.Orders, Samples.Order.ReplaceLineEndings(""));
        var order = Run.Lane.Shops.TouchedOrders[0].Order;
        foreach (var field in Enum.GetValues<OrderField>().Where(f => f is not (OrderField.BuyerId or OrderField.Lines)))
        {
            Assert.True(order.Number(field) != Absent.Number, $"{field} is lost");
        }

        Assert.Equal("w1"u8, Run.Lane.Words.Symbols[order.Symbol(OrderField.WarehouseId)]);
        Assert.Equal("b9"u8, order.BuyerId);
        Assert.Equal(2, order.Lines.Length);
    }

    [Fact]
    public void One_object_may_be_a_million_orders_in_turn()
    {
        var order = new Order();
        for (var n = 0; n < 10_000; n++)
        {
            order.Begin(n, "an order's id"u8);
        }

        Assert.InRange(order.TextRoom, 0, 1024);
    }
}
