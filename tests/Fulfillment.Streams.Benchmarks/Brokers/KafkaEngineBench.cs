using System.Globalization;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;
using Fulfillment.Streams.Benchmarks.Tables;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>B5 and B6: events a second against ClickHouse's Kafka engine on the same broker, and how soon each shows an event.</summary>
internal static class KafkaEngineBench
{
    private const double OfEngine = 5;
    private const int LiveMax = 5_000_000; // they are held in memory
    private const double P50Max = 0.5;
    private const double P95Max = 1;
    private const double P99Max = 2;
    private const string VisibleInOurs = $"SELECT order_id FROM fulfillment.v_orders WHERE shop_id LIKE '{Freshness.Prefix}%' FORMAT TabSeparated";
    private const string VisibleInTheirs = $"SELECT order_id FROM views.orders_states WHERE shop_id LIKE '{Freshness.Prefix}%' GROUP BY order_id";

    /// <summary>B5.</summary>
    public static async Task<Line> MeasureAsync(Scale scale)
    {
        var events = new MarketEvents(scale.Of(inShort: 50_000, inFull: 1_200_000));
        var vocabulary = TrackingCodes.In(events);
        IReadOnlyDictionary<string, IReadOnlyList<Outcome>> all;
        using (var broker = new Broker())
        {
            await broker.FillAsync(events);
            all = await Contender.InTurnAsync(
                scale.Runs,
                ("ours", run => OursAsync(broker, scale.Store("engine-ours", run), run)),
                ("theirs", run => TheirsAsync(broker, scale.Store("engine-theirs", run), run, vocabulary, events.All.Count)));
        }

        if (all["ours"].Concat(all["theirs"]).Select(o => o.Answer).Distinct().Count() != 1)
        {
            throw new InvalidOperationException($"The contenders' views differ: {all["ours"][0].Answer} | {all["theirs"][0].Answer}");
        }

        var ours = all["ours"].Reading("engine", "seconds", "s").PerSecond(events.All.Count, "engine", "events/s");
        var theirs = all["theirs"].Reading("Kafka engine", "seconds", "s").PerSecond(events.All.Count, "ClickHouse's Kafka engine", "events/s");
        var rate = Math.Min(ours.Median, theirs.Median) / 2; // one that both can follow
        var live = Live(scale, rate);
        var oursFresh = await FreshOursAsync(scale, live, rate);
        var (theirsFresh, missed) = await FreshTheirsAsync(scale, live, rate, vocabulary);
        var ratio = ours.Median / theirs.Median;
        return Line.Of(
            "B5",
            string.Create(CultureInfo.InvariantCulture, $"{ours.Median.Millions()} events/s, p95 {Quantile(oursFresh, 0.95):0.00} s against {Quantile(theirsFresh, 0.95):0.00} s"),
            $"{ratio.Times()} ClickHouse's Kafka engine",
            ratio >= OfEngine && Quantile(oursFresh, 0.95) < Quantile(theirsFresh, 0.95) && Quantile(oursFresh, 0.5) < Quantile(theirsFresh, 0.5),
            [ours, theirs, oursFresh, theirsFresh],
            $"{ours.Spread()}; {theirs.Spread()}; fresh at {rate.Text()} events/s: ours {Quantiles(oursFresh)}, theirs {Quantiles(theirsFresh)}, {missed} of whose marks were never seen and count as long as was waited for them",
            "ClickHouse keeps aggregate states per order, package, ad cell and shelf, and makes the views when they are read, which is not counted; " +
            "nor are estimated deadlines, time-weighted stock, and stock-out risk with its history, which it leaves out");
    }

    /// <summary>B6.</summary>
    public static async Task<Line> FreshAsync(Scale scale)
    {
        var flood = new MarketEvents(scale.Of(inShort: 2_000_000, inFull: LiveMax));
        var floods = new List<Freshness.Flood>();
        for (var run = 0; run < Math.Min(3, scale.Runs); run++)
        {
            floods.Add(await OnOursAsync(scale, flood, freshness => freshness.SaturateAsync(WarmUp(scale), Marked(scale))));
        }

        var maximum = new Reading("maximum", "events/s", [.. floods.Select(f => f.Rate)]);
        var rate = maximum.Median / 2;
        var seconds = await FreshOursAsync(scale, flood, rate);
        return Line.Of(
            "B6",
            string.Create(CultureInfo.InvariantCulture, $"p50 {Quantile(seconds, 0.5):0.00} s, p95 {Quantile(seconds, 0.95):0.00} s, p99 {Quantile(seconds, 0.99):0.00} s"), "",
            Quantile(seconds, 0.5) <= P50Max && Quantile(seconds, 0.95) <= P95Max && Quantile(seconds, 0.99) <= P99Max,
            [maximum, seconds],
            string.Create(CultureInfo.InvariantCulture, $"{seconds.Runs.Count} marked orders among {rate:N0} events/s, half of {maximum.Spread()}, the highest rate at which what is fed becomes visible, with publisher and broker on the same cores (the publisher waited for {floods.Average(f => f.Waited) * 100:0} % of the time); from the publisher to a row of v_orders, over Kafka, looked for every 40 ms"));
    }

    private static async Task<Outcome> OursAsync(Broker broker, string store, int run)
    {
        var outcome = await WorkerOnKafka.DrainAsync(broker, store, KafkaBench.Group("ours", run));
        return outcome with { Answer = (await Contender.RunAsync("answer", store)).Answer };
    }

    private static async Task<Outcome> TheirsAsync(Broker broker, string store, int run, (string, string) vocabulary, int events)
    {
        using var engine = new KafkaEngine(store);
        return await engine.DrainAsync(broker, KafkaBench.Group("theirs", run), vocabulary, events);
    }

    private static async Task<Reading> FreshOursAsync(Scale scale, MarketEvents events, double rate) => new(
        "engine", "s", await OnOursAsync(scale, events, freshness => freshness.MeasureAsync(rate, WarmUp(scale), Marked(scale), mayMiss: false)));

    private static async Task<T> OnOursAsync<T>(Scale scale, MarketEvents events, Func<Freshness, Task<T>> measure)
    {
        using var broker = new Broker();
        using var worker = new WorkerOnKafka(broker, Path.Combine(scale.Scratch, $"fresh-{Guid.NewGuid():N}"), "fresh");
        using var tables = new HttpTables(await worker.SqlAsync());
        using var publisher = broker.Publisher();
        using var freshness = new Freshness(publisher, events.All, tables, VisibleInOurs);
        return await measure(freshness);
    }

    private static async Task<(Reading Seconds, int Missed)> FreshTheirsAsync(Scale scale, MarketEvents events, double rate, (string, string) vocabulary)
    {
        using var broker = new Broker();
        using var engine = new KafkaEngine(Path.Combine(scale.Scratch, $"fresh-{Guid.NewGuid():N}"));
        await engine.AttachAsync(broker, "fresh", vocabulary);
        await engine.AssignedAsync();
        using var publisher = broker.Publisher();
        using var freshness = new Freshness(publisher, events.All, engine.Tables, VisibleInTheirs);
        var seconds = await freshness.MeasureAsync(rate, WarmUp(scale), Marked(scale), mayMiss: true);
        return (new Reading("ClickHouse's Kafka engine", "s", seconds), freshness.Missed);
    }

    /// <summary>Enough to feed at a rate for as long as is measured; they pass through the broker and need not fit in it.</summary>
    private static MarketEvents Live(Scale scale, double rate) =>
        new((int)Math.Min(LiveMax, 1.1 * rate * (WarmUp(scale) + Marked(scale)).TotalSeconds));

    private static TimeSpan WarmUp(Scale scale) => TimeSpan.FromSeconds(scale.Of(inShort: 3, inFull: 8));

    private static TimeSpan Marked(Scale scale) => TimeSpan.FromSeconds(scale.Of(inShort: 3, inFull: 15));

    /// <summary>The nearest rank.</summary>
    private static double Quantile(Reading reading, double share)
    {
        var sorted = reading.Runs.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static string Quantiles(Reading reading) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Quantile(reading, 0.5):0.00} s, p95 {Quantile(reading, 0.95):0.00} s, p99 {Quantile(reading, 0.99):0.00} s");
}
