using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.Tests.Laws;
using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>
/// v_stockout_risk by brute force as of the shop's clock, with the default options (lead time 7 days, service level 95 %, review
/// 14 days, demand of 30 days). The distributions themselves are proved elsewhere and used as they are.
/// </summary>
internal static class OracleRisk
{
    private const double Day = 86_400_000;

    public static Dictionary<string, Row> Rows(OracleShop shop) => shop.Skus
        .Where(sku => shop.Stock(sku).Any())
        .ToDictionary(sku => $"{shop.Id}|{sku}", sku => Row(shop, sku));

    private static Row Row(OracleShop shop, string sku)
    {
        var asOf = shop.Clock;
        var onHand = shop.OnHand(sku, asOf)!.Value;
        var lead = (double)(Last(shop, sku, s => s.LeadTimeDays) ?? 7m);
        var leadSd = (double)(Last(shop, sku, s => s.LeadTimeSdDays) ?? 0m);
        var (perDay, variance) = Demand(shop, sku, asOf);
        var inbound = shop.Latest(sku, asOf).SelectMany(l => l.Inbound)
            .Select(i => new InboundUnits(i.Quantity, Math.Max(0, (i.Eta - asOf) / Day))).OrderBy(i => i.InDays).ToArray();
        var arriving = inbound.Where(i => i.InDays <= lead).Sum(i => i.Quantity);
        var over = DemandOverLeadTime.From(perDay, variance, lead, leadSd);
        var probability = over.ProbabilityAbove(onHand + arriving);
        var safety = 1.6448536269514722 * Math.Sqrt((lead * variance) + (perDay * perDay * leadSd * leadSd));
        var reorder = (perDay * lead) + safety;
        var position = onHand + inbound.Sum(i => i.Quantity);
        var sellsOut = SellsOut.Days(perDay, onHand, inbound).First;
        return new Row
        {
            ["as_of"] = asOf / 1000,
            ["on_hand"] = onHand,
            ["inbound_units"] = (long)arriving,
            ["lead_time_days"] = lead,
            ["demand_per_day"] = perDay,
            ["demand_variance_per_day"] = variance,
            ["distribution"] = over.Distribution,
            ["stockout_probability"] = probability,
            ["days_of_cover"] = perDay > 0 ? Math.Min(3650, Math.Max(0, onHand) / perDay) : 3650.0,
            ["sells_out_at"] = sellsOut <= 3650 ? (asOf + (long)(sellsOut * Day)) / 1000 : null,
            ["safety_stock"] = safety,
            ["reorder_point"] = reorder,
            ["suggested_order_units"] = position > reorder ? 0L : (long)Math.Ceiling(reorder + (14 * perDay) - position),
            ["risk"] = onHand <= 0 ? "OUT" : probability >= 0.5 ? "CRITICAL" : probability >= 0.2 ? "HIGH" : probability >= 0.05 ? "MEDIUM" : "LOW",
        };
    }

    private static decimal? Last(OracleShop shop, string sku, Func<StockSaid, decimal?> field) => shop.Stock(sku)
        .Where(s => field(s) is not null).OrderBy(s => s.At).ThenBy(s => s.EventId, StringComparer.Ordinal).Select(field).LastOrDefault();

    /// <summary>d = Σu ÷ Σe, σ² = Σ (u − d·e)² ÷ e ÷ (n − 1) over the 30 days that end today, or since the SKU was first heard of.</summary>
    private static (double PerDay, double Variance) Demand(OracleShop shop, string sku, long asOf)
    {
        var heard = shop.Sales.Where(s => s.Sku == sku).Select(s => s.Day).Append(shop.DayOf(shop.Stock(sku).Min(l => l.At))).Min();
        var days = Enumerable.Range(0, 30).Select(back => shop.Today - 29 + back).Where(d => d >= heard).Select(day =>
        {
            double sold = shop.Sales.Where(s => s.Sku == sku && s.Day == day).Sum(s => s.Units);
            long start = shop.StartOf(day), length = shop.StartOf(day + 1) - start, until = Math.Min(asOf, start + length) - start;
            var (known, inStock, _) = shop.Shelf(sku, start, start + until, length);
            var exposure = ((double)until / length) - known + inStock;
            return (Sold: sold, Exposure: exposure == 0 && sold > 0 ? 1 : exposure);
        }).Where(d => d.Exposure > 0).ToArray();
        if (days.Length == 0)
        {
            return (0, 0);
        }

        var perDay = days.Sum(d => d.Sold) / days.Sum(d => d.Exposure);
        return (perDay, days.Length == 1 ? perDay
            : days.Sum(d => (d.Sold - (perDay * d.Exposure)) * (d.Sold - (perDay * d.Exposure)) / d.Exposure) / (days.Length - 1));
    }
}
