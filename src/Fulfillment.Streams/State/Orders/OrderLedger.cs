using System.Runtime.InteropServices;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Orders;

/// <summary>The orders of one shop, and which of them changed since the last flush. Not thread-safe; owned by a lane.</summary>
internal sealed class OrderLedger(Shop shop, DispatchPolicy policy, Vocabulary words, ClosedOrders closed, ChangeList<Order> changes)
{
    private readonly Utf8Map<Order> _orders = new();
    private readonly Dictionary<Order, OrderTouch> _touched = [];
    private List<PassedEnd> _passedEnds = [];

    /// <summary>Orders held, those known only by scans included.</summary>
    public int Count => _orders.Count;

    /// <summary>When stages may have ended, as the events since the last call brought it; see <see cref="OrderTouch.PassedSales"/>.</summary>
    public List<PassedEnd> TakePassedEnds()
    {
        var taken = _passedEnds;
        _passedEnds = [];
        return taken;
    }

    /// <summary>Whether an order was forgotten, so that an event about it comes too late.</summary>
    public bool IsClosed(ReadOnlySpan<byte> id) => closed.Contains(shop.Symbol, id);

    /// <summary>Merges one order event.</summary>
    public void Apply(OrderColumns events, int row)
    {
        var touch = Touch(events.Text[events.OrderId[row]]);
        var order = touch.Order;
        if (touch.Events == 1)
        {
            order.Apply(events, row, words, new EndNotes(touch, _passedEnds));
            return;
        }

        var (soldAt, lines) = (OrderFacts.SoldAtOf(order, words), order.Lines);
        order.Apply(events, row, words, new EndNotes(touch, _passedEnds));
        if (soldAt != Absent.Number && (soldAt, lines) != (OrderFacts.SoldAtOf(order, words), order.Lines))
        {
            touch.Pass(soldAt, lines);
        }
    }

    /// <summary>Merges one scan.</summary>
    public void Apply(TrackingColumns events, int row)
    {
        var touch = Touch(events.Text[events.OrderId[row]]);
        touch.Order.ApplyScan(
            events.Text[events.PackageId[row]], events.Status[row], events.EventTime[row], new EndNotes(touch, _passedEnds));
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

    /// <summary>
    /// Forgets orders nobody spoke of since a time. Their rows stay in ClickHouse, and what they sold is carried by the SKUs, whose
    /// sales may be kept for longer.
    /// </summary>
    public void ForgetBefore(long time)
    {
        foreach (var order in _orders.Values.Where(o => o.LastEventAt < time && !_touched.ContainsKey(o)).ToArray())
        {
            if (OrderFacts.SoldAtOf(order, words) is var soldAt && soldAt != Absent.Number)
            {
                shop.Carry(soldAt, order.Lines);
            }

            changes.Forget(order);
            order.IsForgotten = true;
            _orders.Remove(order.Id);
            closed.Add(shop.Symbol, order.Id);
        }
    }

    /// <summary>Takes an order from a snapshot, in place of what an older snapshot said of it.</summary>
    public void Restore(byte[] id, BinaryReader? reader)
    {
        if (reader is null)
        {
            _orders.Remove(id);
        }
        else
        {
            _orders.Set(id, Order.Read(shop.Symbol, id, reader));
        }
    }

    /// <summary>What every order means now.</summary>
    public IEnumerable<OrderFacts> Facts() => _orders.Values.Select(o => OrderFacts.Of(o, policy, words));

    /// <summary>Every order, as if it had just changed: for a snapshot that does not build on another.</summary>
    public void TouchAll()
    {
        foreach (var order in _orders.Values)
        {
            changes.Touch(order);
        }
    }

    private OrderTouch Touch(ReadOnlySpan<byte> id)
    {
        var order = _orders.GetOrAdd(id, shop.Symbol, static (copy, shop) => new Order(shop, copy));
        changes.Touch(order);
        ref var touch = ref CollectionsMarshal.GetValueRefOrAddDefault(_touched, order, out var exists);
        if (!exists)
        {
            touch = new OrderTouch(shop, order, OrderFacts.Of(order, policy, words));
        }

        touch!.Events++;
        return touch;
    }
}
