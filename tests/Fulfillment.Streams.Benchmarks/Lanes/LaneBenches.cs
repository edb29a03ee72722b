using System.Globalization;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>B7 to B10: what state weighs, costs, allocates and stops for. Each figure from a process of its own.</summary>
internal static class LaneBenches
{
    private const int FewSkus = 4 * ShopEvents.Shops;
    private const double OrderBytesMax = 200;
    private const double SkuBytesMax = 4096;
    private const double GrowthMax = 2;
    private const double PauseMax = 50;
    private const double RestoreMax = 5;

    public static async Task<Line> MemoryAsync(Scale scale)
    {
        var orders = Text(scale.Of(inShort: 100_000, inFull: 1_000_000));
        var skus = scale.Of(inShort: 4_000, inFull: 50_000);
        var all = await Contender.InTurnAsync(
            1, // what state weighs is the same in every run
            ("orders", _ => Contender.RunAsync("orders-memory", orders)),
            ("skus", _ => Contender.RunAsync("skus-memory", Text(skus), Text(skus))),
            ("few", _ => Contender.RunAsync("skus-memory", Text(skus), Text(FewSkus))));
        var order = all["orders"].Reading("open order", "bytes", "bytes");
        var sku = (all["skus"][0]["bytes"] - all["few"][0]["bytes"]) / (skus - FewSkus);
        return Line.Of(
            "B7", $"{order.Median.Text()} B an order, {sku.Text()} B a SKU", "", order.Median <= OrderBytesMax && sku <= SkuBytesMax,
            [order, new Reading("SKU with 90 days", "bytes", [sku])],
            $"managed heap after a full collection; {orders} orders with the ids of their events; {skus} SKUs sold on each of 90 days, less the same orders of {FewSkus} SKUs");
    }

    public static async Task<Line> GrowthAsync(Scale scale)
    {
        int[] keys = [100, 10_000, scale.Of(inShort: 100_000, inFull: 1_000_000)];
        var events = Text(scale.Of(inShort: 100_000, inFull: 400_000));
        var all = await Contender.InTurnAsync(
            scale.Runs, [.. keys.Select(k => (Text(k), (Func<int, Task<Outcome>>)(_ => Contender.RunAsync("growth", Text(k), events))))]);
        var readings = keys.Select(k => all[Text(k)].Reading(string.Create(CultureInfo.InvariantCulture, $"{k:N0} keys"), "ns", "ns/event")).ToArray();
        var ratio = readings[2].Median / readings[1].Median;
        return Line.Of(
            "B8", string.Join(", ", readings.Select(r => r.Median.Text())) + " ns/event", $"{ratio.Times()} that at 10⁴", ratio <= GrowthMax, readings,
            $"scans of open orders drawn by chance, a flush every 16,384; {string.Join("; ", readings.Select(r => r.Spread()))}");
    }

    public static async Task<Line> AllocationAsync(Scale scale)
    {
        var all = await Contender.InTurnAsync(1, ("ours", _ => Contender.RunAsync("allocation", Text(scale.Of(inShort: 40, inFull: 600)))));
        Reading[] readings =
        [
            .. new[] { ("decode", "decode"), ("windows", "window update"), ("lane", "whole lane"), ("flush", "of which flushes") }
                .Select(f => all["ours"].Reading(f.Item2, f.Item1, "B/event")),
        ];
        return Line.Of(
            "B9",
            string.Join(", ", readings.Take(3).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Contender} {r.Median:0.##}"))) + " B", "",
            readings.All(r => r.Median < 0.5), readings,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the lane is fed scans and restatements of known orders and ads, 4,096 at a time with a flush after each, while 60 days go by of which it remembers events for one; snapshots are taken between and not counted; of its figure {readings[3].Median:0.##} B are the flushes'; less than half a byte counts as none: a batch has its own few objects"));
    }

    public static async Task<Line> PauseAsync(Scale scale)
    {
        var orders = Text(scale.Of(inShort: 100_000, inFull: 1_000_000));
        var all = await Contender.InTurnAsync(scale.Runs, ("ours", _ => Contender.RunAsync("pause", orders)));
        var pause = all["ours"].Reading("longest pause", "pause_ms", "ms");
        var restore = all["ours"].Reading("restore", "restore_s", "s");
        var whole = all["ours"].Reading("whole", "whole_mb", "MB");
        var next = all["ours"].Reading("one more in a hundred", "next_mb", "MB");
        return Line.Of(
            "B10",
            string.Create(CultureInfo.InvariantCulture, $"pause {pause.Median:0.0} ms, restore {restore.Median:0.00} s, {whole.Median:0} MB"), "",
            pause.Median <= PauseMax && restore.Median <= RestoreMax, [pause, restore, whole, next],
            $"{pause.Spread()}; {restore.Spread()}; the next snapshot, with one order more in a hundred, {next.Median.Text()} MB");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
