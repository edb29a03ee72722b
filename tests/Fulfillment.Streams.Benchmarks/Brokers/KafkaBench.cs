using System.Globalization;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>B4: a broker's topics, read from the beginning to the end, against reading and counting alone.</summary>
internal static class KafkaBench
{
    private const double OfCounting = 0.7;

    public static async Task<Line> MeasureAsync(Scale scale)
    {
        var events = new MarketEvents(scale.Of(inShort: 50_000, inFull: 1_200_000));
        using var broker = new Broker();
        await broker.FillAsync(events);
        var all = await Contender.InTurnAsync(
            scale.Runs,
            ("ours", run => WorkerOnKafka.DrainAsync(broker, scale.Store("kafka-ours", run), Group("ours", run))),
            ("rows", run => Contender.RunAsync("rows", scale.Store("kafka-ours", run))),
            ("count", run => Contender.RunAsync("count", broker.Address, Group("count", run))),
            ("plain", run => Contender.RunAsync("plain", broker.Address, Group("plain", run), scale.Store("kafka-plain", run))));
        if (all["count"].Concat(all["plain"]).Any(o => o["events"] != events.All.Count))
        {
            throw new InvalidOperationException("A contender has not read all events.");
        }

        var ours = all["ours"].Reading("engine", "seconds", "s").PerSecond(events.All.Count, "engine", "events/s");
        var count = all["count"].Reading("counting", "seconds", "s").PerSecond(events.All.Count, "counting", "events/s");
        var plain = all["plain"].Reading("plain", "seconds", "s").PerSecond(events.All.Count, "Confluent + System.Text.Json + dictionaries", "events/s");
        var share = ours.Median / count.Median;
        var rows = all["rows"].Reading("rows alone", "seconds", "s");
        var least = events.All.Count / ((events.All.Count / count.Median) + rows.Median);
        return Line.Of(
            "B4", $"{ours.Median.Millions()} events/s",
            string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of counting, {(ours.Median / plain.Median).Times()} plain consumer"),
            share >= OfCounting, [ours, count, plain, rows],
            string.Create(CultureInfo.InvariantCulture, $"{ours.Spread()}; {count.Spread()}; {plain.Spread()}; {events.All.Count:N0} events on {Broker.Partitions} partitions; the broker runs on the same cores; ours until everything is written, with snapshots"),
            string.Create(CultureInfo.InvariantCulture, $"writing the rows of the views once, made already and nothing else, takes {rows.Median:0.00} s; after counting, and with nothing between, that is {least.Millions()} events/s, {least / count.Median * 100:0} % of counting"),
            "the plain consumer keeps sums of sales, scans and spend in four windows and nothing else; its results are not compared: it cannot undo, and counts repetitions");
    }

    internal static string Group(string name, int run) => string.Create(CultureInfo.InvariantCulture, $"{name}-{run}");
}
