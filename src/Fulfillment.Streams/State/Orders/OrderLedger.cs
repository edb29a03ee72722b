using System.IO.Hashing;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>The orders of one shop. Not thread-safe; owned by a lane.</summary>
internal sealed partial class OrderLedger(
    Shop shop, DispatchPolicy policy, Vocabulary words, ClosedOrders closed, PackedOrders orders, TouchedOrders touched, ChangeList<PackedOrder> changes)
{
    private readonly PackedIndex _index = new();
    private readonly List<PassedEnd> _ends = []; // of the event that is being merged
    private readonly List<(uint Hash, int Number)> _silent = []; // about to be forgotten

    /// <summary>Orders held, those known only by scans included.</summary>
    public int Count => _index.Count;

    /// <summary>Whether an order was forgotten, so that an event about it comes too late.</summary>
    public bool IsClosed(ReadOnlySpan<byte> id) => closed.Contains(shop.Symbol, id);

    /// <summary>The hash of an order's id.</summary>
    public static uint HashOf(ReadOnlySpan<byte> id) => (uint)XxHash3.HashToUInt64(id);

    /// <summary>First step towards an order that an event will open: asks for the memory of the index.</summary>
    /// <param name="hash">Of its id, see <see cref="HashOf"/>.</param>
    public void Foresee(uint hash) => _index.Foresee(hash);

    /// <summary>Second step: asks for what is kept of the order beside its record.</summary>
    /// <returns>Its number, or that of one whose id has the same hash; −1 where there is none.</returns>
    public int ForeseeOrder(uint hash)
    {
        var probe = _index.Under(hash);
        if (!probe.MoveNext())
        {
            return -1;
        }

        orders.Foresee(probe.Number);
        return probe.Number;
    }

    /// <summary>Third step: asks for its record, and for what was noted of it since the last flush.</summary>
    public void ForeseeRecord(int number)
    {
        orders.ForeseeRecord(number);
        touched.Foresee(number);
    }

    /// <summary>Merges one order event.</summary>
    /// <param name="events">The batch.</param>
    /// <param name="row">Which of it.</param>
    /// <param name="hash">Of the order's id, see <see cref="HashOf"/>.</param>
    public void Apply(OrderColumns events, int row, uint hash)
    {
        var order = Open(hash, events.Text[events.OrderId[row]], out var number, out var touch);
        var (soldAt, lines) = touched.WasTouchedBefore(touch) ? (OrderFacts.SoldAtOf(order, words), order.Lines) : (Absent.Number, []);
        order.Apply(events, row, words, new EndNotes(_ends));
        if (soldAt != Absent.Number && (soldAt, lines) != (OrderFacts.SoldAtOf(order, words), order.Lines))
        {
            touched.Pass(touch, new PassedSale(soldAt, [.. lines]));
        }

        Close(order, number, touch);
    }

    /// <summary>Merges one scan.</summary>
    /// <inheritdoc cref="Apply(OrderColumns, int, uint)"/>
    public void Apply(TrackingColumns events, int row, uint hash)
    {
        var order = Open(hash, events.Text[events.OrderId[row]], out var number, out var touch);
        order.ApplyScan(events.Text[events.PackageId[row]], events.Status[row], events.EventTime[row], new EndNotes(_ends));
        Close(order, number, touch);
    }

    /// <summary>An order to be worked on, a new one where the id is not known, until <see cref="Close"/>.</summary>
    private Order Open(uint hash, ReadOnlySpan<byte> id, out int number, out int touch)
    {
        var order = orders.Working;
        number = Find(hash, id);
        if (number < 0)
        {
            number = orders.Add();
            _index.Add(hash, number);
            order.Begin(shop.Symbol, id);
        }
        else
        {
            order.Unpack(orders[number]);
        }

        changes.Touch(new PackedOrder(orders, number));
        touch = touched.Touch(shop, number);
        return order;
    }

    private void Close(Order order, int number, int touch)
    {
        orders.Keep(number, order);
        if (_ends.Count > 0)
        {
            touched.Pass(touch, _ends);
            _ends.Clear();
        }
    }

    /// <summary>The number of an order, −1 where there is none.</summary>
    private int Find(uint hash, ReadOnlySpan<byte> id)
    {
        var probe = _index.Under(hash);
        while (probe.MoveNext())
        {
            if (PackedOrder.IdOf(orders[probe.Number]).SequenceEqual(id))
            {
                return probe.Number;
            }
        }

        return -1;
    }
}
