using Fulfillment.Streams.Tests.Laws;
using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>The views by brute force. A row is keyed by its key columns joined by |; times are Unix seconds, money micros.</summary>
internal static class OracleViews
{
    public static IEnumerable<OracleShop> Shops(IEnumerable<Said> events) => events.GroupBy(e => e.Shop).Select(s => new OracleShop(s.Key, s));

    public static Dictionary<string, Row> Orders(OracleShop shop) => shop.Orders.Where(o => o.IsKnown).ToDictionary(
        o => $"{shop.Id}|{o.Id}",
        o => new Row
        {
            ["status"] = o.Status,
            ["region"] = o.Region,
            ["buyer_id"] = o.BuyerId,
            ["fulfillment_type"] = o.FulfillmentType,
            ["created_at"] = o.CreatedAt / 1000,
            ["paid_at"] = (o.PaidAt ?? 0) / 1000,
            ["label_at"] = o.LabelAt / 1000,
            ["accepted_at"] = o.AcceptedAt / 1000,
            ["first_attempt_at"] = o.FirstAttemptAt / 1000,
            ["delivered_at"] = o.DeliveredAt / 1000,
            ["cancelled_at"] = o.CancelledAt / 1000,
            ["dispatch_deadline"] = o.DispatchDeadline / 1000,
            ["dispatch_deadline_source"] = o.IsDeadlineEstimated ? "estimated" : "platform",
            ["deliver_by"] = o.DeliverBy / 1000,
            ["units"] = o.Lines.Sum(l => l.Quantity),
            ["revenue"] = (long)o.Lines.Sum(l => l.Quantity * l.UnitPrice * 1_000_000m),
            ["is_late_dispatch"] = o.IsLateDispatch ? 1L : 0,
            ["is_late_delivery"] = o.IsLateDelivery ? 1L : 0,
        });

    public static Dictionary<string, Row> AdPerformance(OracleShop shop) => shop.Events.OfType<AdSaid>()
        .GroupBy(a => (a.Campaign, a.AdGroup, a.Sku, a.Region, Hour: a.Hour / 3_600_000))
        .Select(g => g.OrderBy(a => a.Revision ?? 0).ThenBy(a => a.At).ThenBy(a => a.EventId, StringComparer.Ordinal).Last())
        .GroupBy(a => (a.Campaign, Region: a.Region ?? "ZZ", Hour: a.Hour / 3_600_000 * 3600))
        .ToDictionary(
            cell => $"{shop.Id}|{cell.Key.Campaign}|{cell.Key.Region}|{cell.Key.Hour}",
            cell => new Row
            {
                ["spend"] = (long)cell.Sum(a => a.Spend * 1_000_000m),
                ["impressions"] = cell.Sum(a => a.Impressions ?? 0),
                ["clicks"] = cell.Sum(a => a.Clicks ?? 0),
                ["conversions"] = cell.Sum(a => a.Conversions ?? 0),
                ["gmv"] = (long)cell.Sum(a => (a.Gmv ?? 0) * 1_000_000m),
                ["roas"] = cell.Sum(a => a.Spend) > 0 ? (double)(cell.Sum(a => a.Gmv ?? 0) / cell.Sum(a => a.Spend)) : 0.0,
            });

    public static Dictionary<string, Row> DeliveryLatency(OracleShop shop)
    {
        var stages =
            from order in shop.Orders
            where order.IsKnown
            from parcel in order.Parcels
            from stage in new (string Name, long? From, long? To, bool IsJudged)[]
            {
                ("processing", order.Start, parcel.Accepted, false),
                ("transit", parcel.Accepted, parcel.Delivered, false),
                ("order_to_delivery", order.Start, parcel.Delivered, true),
            }
            where stage.From is not null && stage.To is not null
            from region in new[] { order.Region, "ALL" }
            from window in Windows(shop, stage.To!.Value)
            select (
                Key: $"{shop.Id}|{region}|{stage.Name}|{window.Granularity}|{window.Start / 1000}",
                Seconds: Math.Max(0, stage.To!.Value - stage.From!.Value) / 1000,
                OnTime: stage.IsJudged && stage.To <= order.DeliverBy,
                Late: stage.IsJudged && stage.To > order.DeliverBy);
        return stages.GroupBy(s => s.Key).ToDictionary(w => w.Key, w => Latency(
            [.. w.Select(s => s.Seconds).Order()], w.Count(s => s.OnTime), w.Count(s => s.Late)));
    }

    private static IEnumerable<(string Granularity, long Start)> Windows(OracleShop shop, long end)
    {
        var day = shop.DayOf(end);
        yield return ("1h", end / 3_600_000 * 3_600_000);
        yield return ("1d", shop.StartOf(day));
        for (var first = day - 6; first <= day; first++)
        {
            yield return ("7d", shop.StartOf(first));
        }
    }

    private static Row Latency(long[] sorted, long onTime, long late) => new()
    {
        ["parcels"] = (long)sorted.Length,
        ["p50_hours"] = NearestRank(sorted, 0.50m),
        ["p90_hours"] = NearestRank(sorted, 0.90m),
        ["p95_hours"] = NearestRank(sorted, 0.95m),
        ["mean_hours"] = sorted.Average() / 3600,
        ["min_hours"] = sorted[0] / 3600.0,
        ["max_hours"] = sorted[^1] / 3600.0,
        ["on_time"] = onTime,
        ["late"] = late,
    };

    private static double NearestRank(long[] sorted, decimal share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1] / 3600.0;
}
