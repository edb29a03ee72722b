using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    /// <summary>Rows whose memory is asked for together: enough to wait for many places at once, few enough to stay in the nearest cache.</summary>
    private const int RowsAhead = 16;

    private readonly ComingRow[] _coming = new ComingRow[RowsAhead];
    private readonly int[] _withOrders = new int[RowsAhead]; // those of them that are about orders

    /// <summary>
    /// Finds what the next rows are about, and asks for the memory that merging them will read: step by step, since where an order's
    /// record lies is known only when its place in the index is. Changes nothing but which shops there are.
    /// </summary>
    private void Foresee(EventBatch batch, int first)
    {
        var events = batch.Events;
        var orderIds = events switch
        {
            OrderColumns orders => orders.OrderId,
            TrackingColumns tracking => tracking.OrderId,
            _ => null,
        };
        var count = 0;
        for (var row = first; row < Math.Min(first + RowsAhead, events.Count); row++)
        {
            if (batch.Late.Contains(row))
            {
                continue;
            }

            ref var coming = ref _coming[row % RowsAhead];
            coming.Shop = Shops.Find(events.Text[events.ShopId[row]]);
            coming.EventHash = SeenEvents.HashOf(batch.Topic, coming.Shop.Symbol, events.Text[events.EventId[row]]);
            _seen.Foresee(events.EventTime[row], coming.EventHash);
            if (orderIds is not null)
            {
                coming.OrderHash = OrderLedger.HashOf(events.Text[orderIds[row]]);
                coming.Shop.Orders.Foresee(coming.OrderHash);
                _withOrders[count++] = row % RowsAhead;
            }
        }

        foreach (var at in _withOrders.AsSpan(0, count))
        {
            _coming[at].OrderNumber = _coming[at].Shop.Orders.ForeseeOrder(_coming[at].OrderHash);
        }

        foreach (var at in _withOrders.AsSpan(0, count))
        {
            if (_coming[at].OrderNumber >= 0)
            {
                _coming[at].Shop.Orders.ForeseeRecord(_coming[at].OrderNumber);
            }
        }
    }

    /// <summary>What is known of a row before it is merged.</summary>
    private struct ComingRow
    {
        public Shop Shop;
        public ulong EventHash;
        public uint OrderHash;
        public int OrderNumber; // only where to look: by the time it is merged it may be another's
    }
}
