using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    /// <summary>Sets apart the rows that are too late for the clock as it stands, then lets the batch move the clock.</summary>
    internal void Judge(EventBatch batch)
    {
        var events = batch.Events;
        var oldest = Clock.Clock == EventTime.None ? EventTime.None : EventTime.Add(Clock.Clock, -Retention);
        var newest = EventTime.None;
        for (var row = 0; row < events.Count; row++)
        {
            newest = Math.Max(newest, events.EventTime[row]);
            if (events.EventTime[row] < oldest)
            {
                batch.Late.Add(row);
            }
        }

        var input = _inputs[(int)batch.Topic];
        if (newest != EventTime.None)
        {
            Clock.Observe(input, newest);
        }

        Clock.Advance();
    }

    /// <summary>Merges the rows that are in time into the state and counts what became of every record.</summary>
    internal void Merge(EventBatch batch)
    {
        var counters = _counters[(int)batch.Topic];
        var events = batch.Events;
        for (var row = 0; row < events.Count; row++)
        {
            if (row % RowsAhead == 0)
            {
                Foresee(batch, row);
            }

            counters.LastEventAt = Math.Max(counters.LastEventAt, events.EventTime[row]);
            if (batch.Late.Contains(row))
            {
                counters.Late++;
                continue;
            }

            Merge(batch, row, _coming[row % RowsAhead], counters);
        }

        counters.Rejected += batch.Rejected.Count;
        counters.IsTouched = true;
        Shops.Compact(); // not only as flushes end: between two of a lane that is behind, each order is replaced several times
        if (batch.NextOffset > 0)
        {
            Offsets = Offsets.With(batch.Topic, batch.NextOffset);
        }
    }

    private void Merge(EventBatch batch, int row, in ComingRow coming, InputCounters counters)
    {
        var events = batch.Events;
        var shop = coming.Shop;
        if (IsClosed(events, row, shop))
        {
            batch.Late.Add(row);
            counters.Late++;
            return;
        }

        if (_seen.Add(events.EventTime[row], coming.EventHash))
        {
            counters.Applied++;
        }
        else
        {
            counters.Duplicates++;
        }

        shop.IsTouched = true;
        shop.AdvanceTo(events.EventTime[row]);
        switch (events)
        {
            case OrderColumns orders:
                shop.Orders.Apply(orders, row, coming.OrderHash);
                break;
            case TrackingColumns tracking:
                shop.Orders.Apply(tracking, row, coming.OrderHash);
                break;
            case StockColumns stock:
                shop.Apply(stock, row);
                break;
            case AdSpendColumns ads:
                shop.Ads.Apply(ads, row);
                break;
            default:
                break; // returns and plans: accepted and counted; no view of theirs exists yet
        }
    }

    private static bool IsClosed(EventColumns events, int row, Shop shop) => events switch
    {
        OrderColumns orders => shop.Orders.IsClosed(orders.Text[orders.OrderId[row]]),
        TrackingColumns tracking => shop.Orders.IsClosed(tracking.Text[tracking.OrderId[row]]),
        _ => false,
    };

    /// <summary>Takes everything that changed since the last call; null where nothing did and no shop needs settling.</summary>
    internal Changes? TakeChanges()
    {
        Clock.Advance();
        var shops = TakeTouchedShops();
        var isQuiet = _settlesAll || shops.Count == 0;
        foreach (var (shop, touchedAt) in _unsettled)
        {
            if (!shop.IsTouched && (isQuiet || _flushes - touchedAt >= FlushesToSettle))
            {
                shop.IsSettling = true;
                shops.Add(shop);
            }
        }

        _settlesAll = false;

        if (shops.Count == 0)
        {
            return null;
        }

        var changes = new Changes
        {
            Version = ((ulong)Epoch << 32) | ++_flushes,
            Shops = shops,
            Orders = Shops.TouchedOrders,
            Ads = TakeAds(shops),
            Inputs = TakeInputs(),
        };
        return changes;
    }

    /// <summary>Shows every order that changed to all analytics, one after another: it is read once, and in the processor's caches for all.</summary>
    internal void Show(Changes changes)
    {
        foreach (var analytic in Analytics)
        {
            analytic.Begin();
        }

        for (var i = 0; i < changes.Orders.Count; i++)
        {
            var order = changes.Orders[i];
            foreach (var analytic in Analytics)
            {
                analytic.Changed(order, changes.Version);
            }
        }
    }

    /// <summary>Ends a flush: nothing is touched any more, and what lies beyond retention is forgotten once a day.</summary>
    internal void Settle(Changes changes)
    {
        foreach (var shop in changes.Shops)
        {
            if (shop.IsSettling)
            {
                _unsettled.Remove(shop);
            }
            else
            {
                _unsettled[shop] = _flushes;
            }

            shop.Settle();
        }

        Shops.TouchedOrders.Settle();
        if (Clock.Clock != EventTime.None && Clock.Clock - Kept >= _forgottenBefore + EventTime.MillisecondsPerDay)
        {
            Forget(Clock.Clock - Kept);
        }

        Shops.Compact();
    }

    private void Forget(long before)
    {
        _forgottenBefore = before;
        foreach (var shop in Shops.All)
        {
            shop.ForgetBefore(before, before + Kept - SkusKept);
        }

        Shops.ForgetBefore(before + Kept - SkusKept);
        KeepFrom(before);
    }

    private void KeepFrom(long before)
    {
        _seen.ForgetBefore(before + Kept - Retention);
        Shops.KeepFrom(before);
        foreach (var analytic in Analytics)
        {
            analytic.ForgetBefore(before);
        }
    }

    private List<Shop> TakeTouchedShops()
    {
        _touchedShops.Clear();
        foreach (var shop in Shops.All)
        {
            if (shop.IsTouched)
            {
                shop.IsSettling = _settlesAll;
                _touchedShops.Add(shop);
            }
        }

        return _touchedShops;
    }

    private List<(Shop Shop, AdKey Key, AdFigures Change)> TakeAds(List<Shop> shops)
    {
        _ads.Clear();
        foreach (var shop in shops)
        {
            shop.Ads.TakeChanges(shop, _ads);
        }

        return _ads;
    }

    private List<InputCounters> TakeInputs()
    {
        _touchedInputs.Clear();
        foreach (var counters in _counters)
        {
            if (counters.IsTouched)
            {
                counters.Clock = Clock.WatermarkOf(_inputs[(int)counters.Topic]);
                counters.IsTouched = false;
                _touchedInputs.Add(counters);
            }
        }

        return _touchedInputs;
    }
}
