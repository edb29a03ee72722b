using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>v_sell_through by brute force: every SKU, every day up to the shop's today, every window, straight from sales and levels.</summary>
internal static class OracleSellThrough
{
    public static Dictionary<string, Row> Rows(OracleShop shop)
    {
        var rows = new Dictionary<string, Row>();
        foreach (var sku in shop.Skus)
        {
            int[] activity = [.. shop.Sales.Where(s => s.Sku == sku).Select(s => s.Day), .. shop.Stock(sku).Select(l => shop.DayOf(l.At))];
            for (var day = activity.Min(); day <= shop.Today; day++)
            {
                if (activity.Any(a => a <= day && a > day - 90))
                {
                    foreach (var window in new[] { 1, 7, 30, 90 })
                    {
                        rows.Add($"{shop.Id}|{sku}|{day}|{window}", Row(shop, sku, day, window));
                    }
                }
            }
        }

        return rows;
    }

    private static Row Row(OracleShop shop, string sku, int day, int window)
    {
        var sales = shop.Sales.Where(s => s.Sku == sku && s.Day <= day && s.Day > day - window).ToArray();
        var units = sales.Sum(s => s.Units);
        var days = Enumerable.Range(day - window + 1, window).Select(d => shop.Shelf(sku, d)).ToArray();
        var known = days.Sum(d => d.Known);
        var daysInStock = known > 0 ? days.Sum(d => d.InStock) : window;
        var end = days[^1].End;
        double? average = known > 0 ? days.Sum(d => d.UnitDays) / known : null;
        var sellable = units + Math.Max(0, end ?? 0);
        var levels = new[] { 0, 30, 60, 90 }.Select(back => shop.Shelf(sku, day - back).End).Where(l => l is not null).ToArray();
        return new Row
        {
            ["units_sold"] = units,
            ["revenue"] = sales.Sum(s => s.Revenue),
            ["on_hand_end"] = end,
            ["average_on_hand"] = average,
            ["days_in_stock"] = daysInStock,
            ["units_per_day_in_stock"] = daysInStock > 0 ? units / daysInStock : 0.0,
            ["sell_through"] = end is not null && sellable > 0 ? units / (double)sellable : 0.0,
            ["turnover"] = average > 0 ? units / average.Value : 0.0,
            ["sell_through_amazon"] = window == 90 && levels.Average() > 0 ? units / levels.Average() : null,
        };
    }
}
