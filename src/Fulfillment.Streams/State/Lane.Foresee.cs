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
    /// record lies is known only when its place in the index is. Changes nothing but which shops there are, so that results cannot depend on
    /// where blocks of rows begin.
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
                var id = events.Text[orderIds[row]];
                _closed.Foresee(coming.Shop.Symbol, id);
                coming.OrderHash = OrderLedger.HashOf(id);
                coming.Shop.Orders.Foresee(coming.OrderHash);
                _withOrders[count++] = row % RowsAhead;
            }
        }

        Span<int> numbers = stackalloc int[RowsAhead];
        for (var i = 0; i < count; i++)
        {
            ref readonly var coming = ref _coming[_withOrders[i]];
            numbers[i] = coming.Shop.Orders.ForeseeOrder(coming.OrderHash);
        }

        for (var i = 0; i < count; i++)
        {
            if (numbers[i] >= 0)
            {
                _coming[_withOrders[i]].Shop.Orders.ForeseeRecord(numbers[i]);
            }
        }
    }

    /// <summary>What is known of a row before it is merged.</summary>
    private struct ComingRow
    {
        public Shop Shop;
        public ulong EventHash;
        public uint OrderHash;
    }
}
