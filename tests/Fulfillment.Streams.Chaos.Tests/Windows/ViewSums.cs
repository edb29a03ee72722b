using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Time;
using NodaTime;
using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Fulfillment.Streams.Chaos.Tests.Windows;

/// <summary>
/// The views against themselves: days of sell-through sum to their windows; hours of delivery latency to days, days to
/// weeks, regions to all.
/// </summary>
internal static class ViewSums
{
    private static readonly ShopCalendar East = new(DateTimeZoneProviders.Tzdb["America/New_York"]);

    public static void Hold(Tables tables)
    {
        SellThrough([.. tables.View("sell_through").Values]);
        Latency([.. tables.View("delivery_latency").Values]);
    }

    private static void SellThrough(Row[] rows)
    {
        var days = rows.Where(r => Number(r, "window_days") == 1).ToDictionary(r => (r["shop_id"], r["sku"], Number(r, "day")));
        foreach (var row in rows)
        {
            var parts = Enumerable.Range(0, (int)Number(row, "window_days"))
                .Select(back => days.GetValueOrDefault((row["shop_id"], row["sku"], Number(row, "day") - back))).OfType<Row>().ToArray();
            foreach (var column in new[] { "units_sold", "revenue" })
            {
                Assert.Equal(parts.Sum(p => Number(p, column)), Number(row, column));
            }
        }
    }

    private static void Latency(Row[] rows)
    {
        string[] stage = ["shop_id", "region", "stage"];
        Same(rows, "1h", "1d", r => [Key(r, stage) + DayOf(r)]);
        Same(rows, "1d", "7d", r => Enumerable.Range(DayOf(r) - 6, 7).Select(day => Key(r, stage) + day));

        string[] window = ["shop_id", "stage", "granularity", "window_start"];
        Assert.Equal(
            Total(rows.Where(r => (string)r["region"]! != "ALL"), r => [Key(r, window)]),
            Total(rows.Where(r => (string)r["region"]! == "ALL"), r => [Key(r, window)]));
    }

    /// <summary>The rows of one granularity, each put into the windows it is part of, give the rows of the other.</summary>
    private static void Same(Row[] rows, string small, string large, Func<Row, IEnumerable<string>> windowsOf) => Assert.Equal(
        Total(rows.Where(r => (string)r["granularity"]! == small), windowsOf),
        Total(rows.Where(r => (string)r["granularity"]! == large), r => [Key(r, "shop_id", "region", "stage") + DayOf(r)]));

    private static SortedDictionary<string, (long, long, long, double, double)> Total(IEnumerable<Row> rows, Func<Row, IEnumerable<string>> windowsOf) =>
        new(rows.SelectMany(r => windowsOf(r).Select(window => (Window: window, Row: r))).GroupBy(r => r.Window, r => r.Row).ToDictionary(
            g => g.Key,
            g => (g.Sum(r => Number(r, "parcels")), g.Sum(r => Number(r, "on_time")), g.Sum(r => Number(r, "late")),
                g.Min(r => (double)r["min_hours"]!), g.Max(r => (double)r["max_hours"]!))), StringComparer.Ordinal);

    /// <summary>The shop-local day in which a row's window begins.</summary>
    private static int DayOf(Row row) => ((string)row["shop_id"]! == "s2" ? East : ShopCalendar.Default).DayOf(Number(row, "window_start") * 1000);

    private static string Key(Row row, params string[] columns) => string.Concat(columns.Select(c => $"{row[c]}|"));

    private static long Number(Row row, string column) => (long)row[column]!;
}
