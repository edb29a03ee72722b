using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Kills;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;
using NodaTime;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>R15: a worker at 80 % of what it can do, for long, while event time runs through years, so that state is forgotten as fast as it comes.</summary>
/// <remarks>
/// State is kept for 93 days of event time here. The full form fills 200 days before it measures anything and soaks for some 600 more,
/// so all that is judged lies beyond the plateau: each day that comes takes the place of one that goes. Besides resident memory, in which
/// the collector's own rhythm shows, the live objects are weighed when all is filled and after the soak, with no lag at either moment. The
/// short form does not reach the plateau and holds memory to a bound alone.
/// </remarks>
public sealed class SoakTests : IDisposable
{
    private const double Share = 0.8;
    private const double GrowthMax = 0.05; // of resident memory over the time that is judged, and of live objects over all of the soak
    private const double ShortResidentMax = 3e9;
    private const int DaysFilled = 200; // 93 are kept; the rest is for what is used again to have met all that it will hold
    private const int DaysOfSoak = 600;
    private static readonly TimeSpan DrainMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FillMax = TimeSpan.FromMinutes(30);

    // The least retention still keeps 92 days; the list of forgotten orders reaches its bound early on.
    private static readonly (string, string)[] Forgetful =
        [("Fulfillment__Lane__Retention", "1.00:00:00"), ("Fulfillment__Lane__ClosedOrders", "10000"), ("Fulfillment__LogKeepBytes", "16777216")];

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact, Trait("Property", "R15")]
    public async Task Memory_and_lag_stay_where_they_are_under_a_steady_load()
    {
        var (perDay, days) = (20_000L, 0);
        if (Scale.IsFull)
        {
            var rate = await OnWorkerAsync("rough", perDay, MaximumRateAsync);
            perDay = Math.Max(1_000, (long)(rate * Share * Scale.Soak.TotalSeconds / DaysOfSoak));
            days = DaysFilled;
        }

        await OnWorkerAsync("soaked", perDay, async (worker, client, probe) =>
        {
            await FillAsync(client, probe, perDay * days);
            var liveBefore = await probe.LiveAsync(); // now, so that the heap has long been in use again when it is judged
            var most = await MaximumRateAsync(worker, client, probe); // with all the state it will have
            var samples = await SoakAsync(client, probe, most * Share);
            client.Rate = 0;
            var drained = await probe.UntilLagAsync(0, DrainMax);
            Judge(samples, (liveBefore, await probe.LiveAsync()), most, drained, await worker.AskAsync("SELECT min(clock), max(clock) FROM fulfillment.v_freshness WHERE topic = 'orders'"));
            return most;
        });
    }

    private async Task<double> OnWorkerAsync(string store, long eventsPerDay, Func<FulfillmentProcess, SteadyClient, Probe, Task<double>> use)
    {
        var market = new GeneratorOptions
        {
            Seed = Scale.Seed, Start = Instant.FromUtc(2005, 1, 1, 0, 0), Shops = 12, SkusPerShop = 12, EventsPerDay = eventsPerDay,
        };
        using var worker = new FulfillmentProcess(
            Forgetful, "run", "--store", _temp[store], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        await worker.AnswersAsync();
        await using var client = new SteadyClient(new GeneratedFeed(market, garbageEvery: 9973), worker.Page()!);
        using var probe = new Probe(worker, client);
        return await use(worker, client, probe);
    }

    private static Task<double> MaximumRateAsync(FulfillmentProcess worker, SteadyClient client, Probe probe) =>
        MaximumRate.MeasureAsync(client, probe, TimeSpan.FromSeconds(Scale.IsFull ? 20 : 3));

    /// <summary>More than is kept, as fast as it goes: from then on as much is forgotten as comes.</summary>
    private static async Task FillAsync(SteadyClient client, Probe probe, long events)
    {
        client.Rate = MaximumRate.Overload;
        await probe.UntilSentAsync(events);
        client.Rate = 0;
        await probe.UntilLagAsync(0, FillMax);
    }

    private static async Task<List<Sample>> SoakAsync(SteadyClient client, Probe probe, double rate)
    {
        var (samples, watch) = (new List<Sample>(), Stopwatch.StartNew());
        var every = Scale.Soak / 120;
        for (client.Rate = rate; watch.Elapsed < Scale.Soak;)
        {
            samples.Add(await probe.TakeAsync());
            await Task.Delay(every);
        }

        return samples;
    }

    private static void Judge(List<Sample> samples, (long Before, long After) live, double most, TimeSpan drained, string clocks)
    {
        var judged = samples.Skip(samples.Count / 3).ToList(); // before that, state and caches fill
        var (resident, lag) = (Trend.Of(judged, s => s.Resident), Trend.Of(judged, s => s.Lag));
        var hours = (judged[^1].At - judged[0].At).TotalHours;
        var isFlat = resident.PerHour * hours <= GrowthMax * resident.Mean || resident.PerHour <= 2 * resident.Error;
        var isSteady = lag.Mean <= 2 * most && judged[^1].Lag <= 2 * most;
        var isBounded = live.After - live.Before <= GrowthMax * live.Before;
        var met = Scale.IsFull ? isFlat && isBounded && isSteady : samples.Max(s => s.Resident) < ShortResidentMax;
        Report.Record(
            "R15",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Scale.Soak:hh\\:mm\\:ss} at {most * Share:N0} events/s: resident {Of(resident)}, lag {lag.Mean:N0} records, at most {judged.Max(s => s.Lag):N0}"),
            met, samples.Count, Scale.Seed, samples[^1].At.TotalSeconds,
            string.Create(
                CultureInfo.InvariantCulture,
                $"maximum {most:N0} events/s; live objects {live.Before / 1e6:N0} MB before, {live.After / 1e6:N0} MB after; managed heap {Of(Trend.Of(judged, s => s.Managed))}; ClickHouse {Of(Trend.Of(judged, s => s.Engine))}; " +
                $"resident at its most {samples.Max(s => s.Resident) / 1e6:N0} MB; drained in {drained.TotalSeconds:F1} s; " +
                $"{samples[^1].SetApart:N0} dead letters; event time reached {clocks.Trim().Replace('\t', ' ')}; resident, managed, ClickHouse: {Course(samples)}"));
        Assert.True(met, $"Resident memory: {Of(resident)}; live objects: {live.Before:N0}, then {live.After:N0} bytes; lag: {lag.Mean:N0} records");
    }

    private static string Course(List<Sample> samples) => string.Join(", ", samples
        .Where((_, n) => n % Math.Max(1, samples.Count / 6) == 0)
        .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Resident / 1e6:N0}/{s.Managed / 1e6:N0}/{s.Engine / 1e6:N0} MB")));

    private static string Of(Trend memory) => string.Create(
        CultureInfo.InvariantCulture, $"{memory.Mean / 1e6:N0} MB {memory.PerHour / 1e6:+#,0;-#,0;0} ± {memory.Error / 1e6:N0} MB/h");
}
