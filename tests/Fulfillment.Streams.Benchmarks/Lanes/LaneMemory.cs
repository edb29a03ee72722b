using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>What state weighs: the managed heap after a full collection, less what it was before.</summary>
internal static class LaneMemory
{
    private const int BatchOrders = 4000;
    private const int DaysOfPanes = 90;
    private const int SkusPerOrder = 50;

    /// <summary>Open orders: all that a lane keeps because of them, the ids of their events included.</summary>
    public static Outcome OfOrders(int orders)
    {
        using var fed = new FedLane();
        FeedOrders(fed, 0, BatchOrders, orders); // pools and tables of the first flush are not the orders'
        var before = Heap();
        FeedOrders(fed, BatchOrders, orders, orders);
        var bytes = (double)(Heap() - before) / (orders - BatchOrders);
        return Checked(fed, new Outcome { Figures = new Dictionary<string, double> { ["bytes"] = bytes } });
    }

    /// <summary>Products that sold on each of 90 days; less a lane with the same orders and lines of a few products alone.</summary>
    /// <param name="skus">Products.</param>
    /// <param name="distinct">How many of their names differ: all, or a few in the lane to compare with.</param>
    public static Outcome OfSkus(int skus, int distinct)
    {
        var before = Heap();
        using var fed = new FedLane();
        var perShop = skus / ShopEvents.Shops;
        string NameOf(int sku) => $"SKU-{sku % Math.Max(1, distinct / ShopEvents.Shops):D5}";
        for (var day = 0; day < DaysOfPanes; day++)
        {
            var dayNow = day;
            for (var shop = 0; shop < ShopEvents.Shops; shop++)
            {
                var shopNow = shop;
                fed.Feed(fed.Batch(Topic.Orders, Enumerable.Range(0, perShop / SkusPerOrder)
                    .Select(o => ShopEvents.Sales(shopNow, dayNow, o * SkusPerOrder, SkusPerOrder, NameOf))));
                fed.Tick(); // a shop at a time, so that the buffers of rows stay small
            }
        }

        for (var shop = 0; shop < ShopEvents.Shops; shop++)
        {
            var shopNow = shop;
            // last, because a level known for long has its history written hour by hour
            fed.Feed(fed.Batch(Topic.Stock, Enumerable.Range(0, perShop).Select(NameOf).Distinct().Select(s => ShopEvents.Stock(shopNow, s))));
            fed.Tick();
        }

        return Checked(fed, new Outcome { Figures = new Dictionary<string, double> { ["bytes"] = Heap() - before } });
    }

    private static void FeedOrders(FedLane fed, int first, int end, int orders)
    {
        for (var at = first; at < end; at += BatchOrders)
        {
            fed.Feed(fed.Batch(Topic.Orders, Enumerable.Range(at, Math.Min(BatchOrders, end - at)).Select(n => ShopEvents.Order(n, orders))));
            fed.Tick();
        }
    }

    private static Outcome Checked(FedLane fed, Outcome outcome) => fed.Apart == 0 && fed.Rows > 0 ? outcome
        : throw new InvalidOperationException($"{fed.Apart} events were set apart, {fed.Rows} rows were made.");

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
