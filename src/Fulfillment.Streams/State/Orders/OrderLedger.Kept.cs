using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class OrderLedger
{
    /// <summary>
    /// Forgets orders nobody spoke of since a time. Their rows stay in ClickHouse, and what they sold is carried by the SKUs, whose
    /// sales may be kept for longer.
    /// </summary>
    public void ForgetBefore(long time)
    {
        _silent.Clear();
        foreach (var (hash, number) in _index.All())
        {
            if (orders.MayBeSilentSince(time, number) && orders.TouchOf(number) == 0)
            {
                _silent.Add((hash, number));
            }
        }

        foreach (var (hash, number) in _silent)
        {
            var order = Read(number);
            if (order.LastEventAt >= time)
            {
                continue;
            }

            if (OrderFacts.SoldAtOf(order, words) is var soldAt && soldAt != Absent.Number)
            {
                shop.Carry(soldAt, order.Lines);
            }

            changes.Forget(new PackedOrder(orders, number));
            closed.Add(shop.Symbol, order.Id);
            Remove(hash, number);
        }
    }

    /// <summary>Takes an order from a snapshot, in place of what an older snapshot said of it.</summary>
    /// <param name="record">Its key and what follows it, as <see cref="Order.Pack"/> or an earlier format wrote it.</param>
    /// <param name="earlier">Stands behind the key.</param>
    public void Restore(ReadOnlySpan<byte> record, BinaryReader earlier)
    {
        if (PackedOrder.IsPacked(record))
        {
            Restore(PackedOrder.IdOf(record), record);
        }
        else
        {
            ReadEarlier(PackedOrder.IdOf(record), earlier);
        }
    }

    /// <summary>Takes an order from a snapshot of an earlier format.</summary>
    public void ReadEarlier(ReadOnlySpan<byte> id, BinaryReader reader)
    {
        var order = orders.Working;
        order.ReadEarlier(shop.Symbol, id, reader);
        Restore(id, orders.Pack(order));
    }

    /// <summary>Forgets an order, as a snapshot says.</summary>
    public void Forget(ReadOnlySpan<byte> id)
    {
        var hash = HashOf(id);
        if (Find(hash, id) is >= 0 and var number)
        {
            Remove(hash, number);
        }
    }

    /// <summary>Forgets all, with their shop.</summary>
    public void Forget()
    {
        foreach (var (hash, number) in _index.All().ToArray())
        {
            Remove(hash, number);
        }
    }

    /// <summary>What every order means now; each is valid until the next.</summary>
    public IEnumerable<OrderFacts> Facts()
    {
        StageEnd[] stages = [];
        foreach (var (_, number) in _index.All())
        {
            yield return OrderFacts.Of(Read(number), policy, words, ref stages);
        }
    }

    /// <summary>Every order, as if it had just changed: for a snapshot that does not build on another.</summary>
    public void TouchAll()
    {
        foreach (var (_, number) in _index.All())
        {
            changes.Touch(new PackedOrder(orders, number));
        }
    }

    private Order Read(int number)
    {
        orders.Working.Unpack(orders[number]);
        return orders.Working;
    }

    private void Restore(ReadOnlySpan<byte> id, ReadOnlySpan<byte> record)
    {
        var hash = HashOf(id);
        var number = Find(hash, id);
        if (number < 0)
        {
            number = orders.Add();
            _index.Add(hash, number);
        }

        orders.Keep(number, record);
    }

    private void Remove(uint hash, int number)
    {
        _index.Remove(hash, number);
        orders.Remove(number);
    }
}
