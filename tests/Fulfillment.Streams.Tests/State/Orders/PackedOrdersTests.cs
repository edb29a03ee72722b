using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Tests.State.Orders;

public sealed class PackedOrdersTests
{
    private readonly PackedOrders _orders = new();

    [Fact]
    public void The_number_of_a_forgotten_order_becomes_the_next_ones()
    {
        int[] numbers = [.. Enumerable.Range(0, 500).Select(_ => Keep("before"))];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        _orders.MarkOf(numbers[7]) = 9;
        _orders.Remove(numbers[7]);
        _orders.Remove(numbers[3]);

        int[] again = [Keep("after"), Keep("after"), Keep("after")];
        Assert.Equal([3, 7, 500], again.Order());
        Assert.Equal(0u, _orders.MarkOf(7));
        Assert.Equal(["before", "after"], new[] { 2, 3 }.Select(Id));
    }

    private int Keep(string id)
    {
        var order = new Order();
        order.Begin(1, System.Text.Encoding.UTF8.GetBytes(id));
        var number = _orders.Add();
        _orders.Keep(number, order);
        return number;
    }

    private string Id(int number) => System.Text.Encoding.UTF8.GetString(PackedOrder.IdOf(_orders[number]));
}
