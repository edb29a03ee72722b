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
        RecordKind.Shop, static (key, shop) => key.Write7BitEncodedInt(shop.Symbol), static (value, shop) => value.Write(shop.Clock));

    public ChangeList<PackedOrder> Orders { get; } = new(
        RecordKind.Order, static (key, order) => order.WriteKey(key), static (value, order) => order.Write(value));

    public ChangeList<AdRecord> Ads { get; } = new(
        RecordKind.Ad,
        static (key, ad) =>
        {
            key.Write7BitEncodedInt(ad.Shop);
            ad.Key.Write(key);
        },
        static (value, ad) => ad.Write(value));

    public ChangeList<StockLevels> Stock { get; } = new(
        RecordKind.Stock, static (key, stock) => WriteKey(key, stock.Sku), static (value, stock) => stock.Write(value));

    public ChangeList<Sku> Skus { get; } = new(RecordKind.Sku, WriteKey, static (value, sku) => sku.Write(value));

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

    private static void WriteKey(BinaryWriter key, Sku sku)
    {
        key.Write7BitEncodedInt(sku.Shop);
        key.Write7BitEncodedInt(sku.Symbol);
    }
}
