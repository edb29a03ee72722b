using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.State.Stock;

namespace Fulfillment.Streams.State;

/// <summary>What of a lane's shops changed since the last snapshot, by kind. Not thread-safe.</summary>
internal sealed class StateChanges
{
    /// <summary>Entries written between two looks at the clock: some 50 microseconds of work.</summary>
    private const int EntriesPerStep = 32;

    public ChangeList<Shop> Shops { get; } = new(
        static (records, shop) =>
        {
            records.Key(RecordKind.Shop).Write7BitEncodedInt(shop.Symbol);
            records.Value().Write(shop.Clock);
            records.End();
        },
        static (records, shop) => KeyOf(records, RecordKind.Shop, shop.Symbol).Gone());

    public ChangeList<Order> Orders { get; } = new(
        static (records, order) =>
        {
            KeyOf(records, order);
            order.Write(records.Value());
            records.End();
        },
        static (records, order) => KeyOf(records, order).Gone());

    public ChangeList<AdRecord> Ads { get; } = new(
        static (records, ad) =>
        {
            KeyOf(records, ad);
            ad.Write(records.Value());
            records.End();
        },
        static (records, ad) => KeyOf(records, ad).Gone());

    public ChangeList<StockLevels> Stock { get; } = new(
        static (records, stock) =>
        {
            KeyOf(records, RecordKind.Stock, stock.Sku.Shop, stock.Sku.Symbol);
            stock.Write(records.Value());
            records.End();
        },
        static (records, stock) => KeyOf(records, RecordKind.Stock, stock.Sku.Shop, stock.Sku.Symbol).Gone());

    public ChangeList<Sku> Skus { get; } = new(
        static (records, sku) =>
        {
            KeyOf(records, RecordKind.Sku, sku.Shop, sku.Symbol);
            sku.Write(records.Value());
            records.End();
        },
        static (records, sku) => KeyOf(records, RecordKind.Sku, sku.Shop, sku.Symbol).Gone());

    /// <summary>A SKU leaves the state, with its levels.</summary>
    public void Forget(Sku sku)
    {
        Stock.Forget(sku.Stock);
        Skus.Forget(sku);
        sku.IsForgotten = true;
    }

    /// <summary>Begins a snapshot of the state as it is now.</summary>
    public void Begin(StateRecords records)
    {
        Shops.Begin(records);
        Orders.Begin(records);
        Ads.Begin(records);
        Stock.Begin(records);
        Skus.Begin(records);
    }

    /// <summary>Writes a few more entries; false where all are written.</summary>
    public bool Continue() =>
        Orders.Continue(EntriesPerStep) || Skus.Continue(EntriesPerStep) || Stock.Continue(EntriesPerStep)
        || Ads.Continue(EntriesPerStep) || Shops.Continue(EntriesPerStep);

    private static StateRecords KeyOf(StateRecords records, RecordKind kind, int shop, int? sku = null)
    {
        var key = records.Key(kind);
        key.Write7BitEncodedInt(shop);
        if (sku is { } symbol)
        {
            key.Write7BitEncodedInt(symbol);
        }

        return records;
    }

    private static StateRecords KeyOf(StateRecords records, Order order)
    {
        var key = records.Key(RecordKind.Order);
        key.Write7BitEncodedInt(order.Shop);
        key.WriteBytes(order.Id);
        return records;
    }

    private static StateRecords KeyOf(StateRecords records, AdRecord ad)
    {
        var key = records.Key(RecordKind.Ad);
        key.Write7BitEncodedInt(ad.Shop);
        ad.Key.Write(key);
        return records;
    }
}
