using System.IO.Hashing;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>The orders of one shop, and which of them changed since the last flush. Not thread-safe; owned by a lane.</summary>
internal sealed partial class OrderLedger(
    Shop shop, DispatchPolicy policy, Vocabulary words, ClosedOrders closed, PackedOrders orders, ChangeList<PackedOrder> changes)
{
    private readonly PackedIndex _index = new();
    private readonly Dictionary<int, OrderTouch> _touched = []; // by number
    private readonly List<OrderTouch> _flushed = []; // taken, and not packed yet
    private readonly List<PassedEnd> _passedEnds = [];
    private readonly List<(uint Hash, int Number)> _silent = []; // about to be forgotten

    /// <summary>Orders held, those known only by scans included.</summary>
    public int Count => _index.Count;

    /// <summary>When stages may have ended, as the events since the last flush brought it; see <see cref="OrderTouch.PassedSales"/>.</summary>
    public IReadOnlyList<PassedEnd> PassedEnds => _passedEnds;

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

    /// <summary>The orders that changed since the last call, with their facts before and after; valid until <see cref="Settle"/>.</summary>
    public IReadOnlyList<OrderTouch> TakeTouched()
    {
        foreach (var touch in _touched.Values)
        {
            touch.End(policy, words);
            _flushed.Add(touch);
        }

        _touched.Clear();
        return _flushed;
    }

    /// <summary>Ends a flush: the orders that changed are packed again.</summary>
    public void Settle()
    {
        foreach (var touch in _flushed)
        {
            orders.Keep(touch.Number, touch.Order);
            orders.Return(touch);
        }

        _flushed.Clear();
        _passedEnds.Clear();
    }

    private OrderTouch Touch(ReadOnlySpan<byte> id)
    {
        var hash = HashOf(id);
        var number = Find(hash, id);
        if (number < 0)
        {
            number = orders.Add();
            _index.Add(hash, number);
        }

        ref var touch = ref CollectionsMarshal.GetValueRefOrAddDefault(_touched, number, out var exists);
        if (!exists)
        {
            changes.Touch(new PackedOrder(orders, number));
            touch = orders.Rent();
            if (orders[number] is { IsEmpty: false } record)
            {
                touch.Order.Unpack(record);
            }
            else
            {
                touch.Order.Begin(shop.Symbol, id);
            }

            touch.Begin(shop, number, policy, words);
        }

        touch!.Events++;
        return touch;
    }

    /// <summary>The number of an order, −1 where there is none.</summary>
    private int Find(uint hash, ReadOnlySpan<byte> id)
    {
        var probe = _index.Under(hash);
        while (probe.MoveNext())
        {
            var record = orders[probe.Number];
            var held = record.IsEmpty ? _touched[probe.Number].Order.Id : PackedOrder.IdOf(record);
            if (held.SequenceEqual(id))
            {
                return probe.Number;
            }
        }

        return -1;
    }

    private static uint HashOf(ReadOnlySpan<byte> id) => (uint)XxHash3.HashToUInt64(id);
}
