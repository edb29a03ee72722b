using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>The orders of one shop, and which of them changed since the last flush. Not thread-safe; owned by a lane.</summary>
internal sealed class OrderLedger(Shop shop, DispatchPolicy policy, Vocabulary words)
{
    private readonly Utf8Map<Order> _orders = new();
    private readonly Dictionary<Order, OrderTouch> _touched = [];

    /// <summary>Orders held, those known only by scans included.</summary>
    public int Count => _orders.Count;

    /// <summary>Merges one order event.</summary>
    public void Apply(OrderColumns events, int row)
    {
        var order = Find(events.Text[events.OrderId[row]]);
        Touch(order);
        order.Apply(events, row, words.Symbols);
    }

    /// <summary>Merges one scan.</summary>
    public void Apply(TrackingColumns events, int row)
    {
        var order = Find(events.Text[events.OrderId[row]]);
        Touch(order);
        order.ApplyScan(events.Text[events.PackageId[row]], events.Status[row], events.EventTime[row]);
    }

    /// <summary>The orders that changed since the last call, with their facts before and after.</summary>
    public OrderTouch[] TakeTouched()
    {
        var touched = _touched.Values.ToArray();
        foreach (var touch in touched)
        {
            touch.After = OrderFacts.Of(touch.Order, policy, words);
        }

        _touched.Clear();
        return touched;
    }

    /// <summary>Forgets orders nobody spoke of since a time. Their rows stay in ClickHouse.</summary>
    public void ForgetBefore(long time)
    {
        foreach (var order in _orders.Values.Where(o => o.LastEventAt < time && !_touched.ContainsKey(o)).ToArray())
        {
            _orders.Remove(order.Id);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_orders.Count);
        foreach (var order in _orders.Values)
        {
            order.Write(writer);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var order = Order.Read(reader);
            _orders.Add(order.Id, order);
        }
    }

    private Order Find(ReadOnlySpan<byte> id) => _orders.GetOrAdd(id, 0, static (copy, _) => new Order(copy));

    private void Touch(Order order)
    {
        if (!_touched.ContainsKey(order))
        {
            _touched.Add(order, new OrderTouch(shop, order, OrderFacts.Of(order, policy, words)));
        }
    }
}
