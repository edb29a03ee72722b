using System.Text;
using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>Sums per key and window in dictionaries: sales per product, scans per status, spend per campaign.</summary>
internal sealed class RollingSums
{
    /// <summary>Where they are written.</summary>
    public const string Table =
        "CREATE TABLE IF NOT EXISTS fulfillment.rolling (kind LowCardinality(String), shop_id LowCardinality(String), name String, " +
        "seconds UInt32, start DateTime('UTC'), number UInt64, amount Decimal(18, 6), version UInt64) " +
        "ENGINE = ReplacingMergeTree(version) ORDER BY (kind, shop_id, name, seconds, start)";

    private static readonly long[] Windows = [60, 3600, 86_400, 7 * 86_400];
    private readonly Dictionary<Key, (long Number, decimal Amount)> sums = [];
    private readonly HashSet<Key> changed = [];
    private readonly RowBuffer rows = new(new TableColumns("rolling", "kind, shop_id, name, seconds, start, number, amount, version"));
    private ulong version;

    public void Add(OrderEvent order)
    {
        foreach (var line in order.Lines ?? [])
        {
            Add("sales", order.ShopId, line.Sku, order.CreateTime ?? order.EventTime, line.Quantity, line.Quantity * line.UnitPrice);
        }
    }

    public void Add(TrackingEvent scan) => Add("scans", scan.ShopId, scan.Status, scan.EventTime, 1, 0);

    public void Add(AdSpendEvent ad) => Add("spend", ad.ShopId, ad.CampaignId, ad.Hour, ad.Clicks ?? 0, ad.Spend);

    /// <summary>The rows of what changed since the last call.</summary>
    public RowBuffer TakeChanged()
    {
        rows.Clear();
        version++;
        foreach (var key in changed)
        {
            var (number, amount) = sums[key];
            rows.String(Encoding.UTF8.GetBytes(key.Kind));
            rows.String(Encoding.UTF8.GetBytes(key.Shop));
            rows.String(Encoding.UTF8.GetBytes(key.Name));
            rows.UInt32((uint)key.Seconds);
            rows.UInt32((uint)key.Start);
            rows.UInt64((ulong)number);
            rows.Int64((long)(amount * 1_000_000));
            rows.UInt64(version);
            rows.EndRow();
        }

        changed.Clear();
        return rows;
    }

    private void Add(string kind, string shop, string name, DateTimeOffset time, long number, decimal amount)
    {
        var second = time.ToUnixTimeSeconds();
        foreach (var seconds in Windows)
        {
            var key = new Key(kind, shop, name, seconds, second - (second % seconds));
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Number + number, sum.Amount + amount);
            changed.Add(key);
        }
    }

    private readonly record struct Key(string Kind, string Shop, string Name, long Seconds, long Start);
}
