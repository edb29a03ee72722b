using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Worker.Log;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;
using Fulfillment.Streams.Worker.Tests.Replay;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

// here, where it hides the namespace of that name
using MockBroker = Fulfillment.Streams.Worker.Tests.EndToEnd.MockBroker;

/// <summary>
/// R2: worker processes killed by kill -9 while a client sends. Whatever was acknowledged is in the views, and once; what was
/// not and came again counts as repeated.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Lanes = 4;
    private readonly TempDirectory _temp = new();

    // flushes and snapshots are made so often that most kills meet one
    private static readonly (string, string)[] Busy =
    [
        ("Fulfillment__Timing__FlushInterval", "00:00:00.1"), ("Fulfillment__Timing__SnapshotInterval", "00:00:00.3"), ("DOTNET_TieredPGO", "0"),
    ];

    public void Dispose() => _temp.Dispose();

    [Fact, Trait("Property", "R2")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_on_the_embedded_log()
    {
        await using var client = Client(eventsPerRound: 100);
        var survival = new Survival(client, Scale.Seed, workers: 1, _ => Start("store"));
        await survival.RunAsync(Scale.Of(inShort: 4, inFull: 140));
        await survival.LetClientFinishAsync();

        var source = SourceReading.OfLog(_temp["store"], Lanes);
        using (var last = Start("store"))
        {
            await last.AnswersAsync();
            await last.UntilAsync(async () => await ReadAsync(last) >= source.Records, $"it had read the {source.Records} records of the log");
            last.Interrupt();
            await last.ExitAsync();
            Assert.Equal(0, last.ExitCode);
        }

        await CheckAsync("embedded log", survival, source);
        using var letters = new DeadLetterLog(Path.Combine(_temp["store"], "dead-letters"));
        Assert.Equal(source.Garbage, letters.ReadAll().Count());
    }

    [Fact, Trait("Property", "R2")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_on_Kafka()
    {
        using var broker = new MockBroker(partitions: Lanes);
        string[] kafka = ["--kafka", broker.Address];
        await using var client = Client(eventsPerRound: 10); // the mock broker keeps 5 MiB a partition
        var survival = new Survival(client, Scale.Seed, workers: 1, _ => Start("store", kafka));
        await survival.RunAsync(Scale.Of(inShort: 2, inFull: 60));
        await survival.LetClientFinishAsync();

        var source = SourceReading.OfKafka(broker.Address, Lanes);
        using (var last = Start("store", [.. kafka, "--stop-at-end"]))
        {
            await last.ExitAsync();
            Assert.True(last.ExitCode == 0, last.Errors);
        }

        await CheckAsync("Kafka", survival, source);
    }

    [Fact, Trait("Property", "R2")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_several_workers_on_one_ClickHouse()
    {
        using var broker = new MockBroker(partitions: Lanes);
        Source source;
        Survival survival;
        using (var server = new ClickHouseProcess(_temp["store/clickhouse"])) // where the check looks for it
        {
            string[] shared = ["--kafka", broker.Address, "--clickhouse", server.Url.ToString()];
            await using var client = Client(eventsPerRound: 10);
            survival = new Survival(client, Scale.Seed, workers: 3, place => Start($"worker-{place}", shared));
            await survival.RunAsync(Scale.Of(inShort: 4, inFull: 60));
            await survival.LetClientFinishAsync();

            source = SourceReading.OfKafka(broker.Address, Lanes);
            using var last = Start("worker-0", [.. shared, "--stop-at-end"]);
            await last.ExitAsync();
            Assert.True(last.ExitCode == 0, last.Errors);
        }

        await CheckAsync("Kafka, one ClickHouse", survival, source);
    }

    private StubbornClient Client(int eventsPerRound)
    {
        var options = new GeneratorOptions { Seed = Scale.Seed, Shops = 12, SkusPerShop = 6, EventsPerDay = 20_000 };
        return new StubbornClient(new GeneratedFeed(options, garbageEvery: 97), _temp["acknowledged"], eventsPerRound, TimeSpan.FromMilliseconds(20));
    }

    private FulfillmentProcess Start(string store, params string[] options) => new(
        [.. Busy, ("Fulfillment__Kafka__SessionTimeout", "00:00:02")],
        ["run", "--store", _temp[store], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0", .. options]);

    private static async Task<long> ReadAsync(FulfillmentProcess worker) =>
        long.TryParse(await worker.AskAsync("SELECT sum(applied + duplicates + late + rejected) FROM fulfillment.v_freshness"), CultureInfo.InvariantCulture, out var read) ? read : 0;

    private async Task CheckAsync(string setUp, Survival survival, Source source)
    {
        var met = false;
        try
        {
            source.Holds(_temp["acknowledged"]);
            await using (var tables = ReplayedStore.Open(_temp["store"]))
            {
                source.IsCounted(await tables.AskAsync(
                    "SELECT topic, partition, applied, duplicates, late, rejected FROM fulfillment.v_freshness WHERE applied + duplicates + late + rejected > 0"));
            }

            await FulfillmentProcess.SucceedAsync("replay", _temp["acknowledged"], "--store", _temp["replayed"]);
            Assert.Equal(await ReplayedStore.DumpAsync(_temp["replayed"]), await ReplayedStore.DumpAsync(_temp["store"]));
            met = true;
        }
        finally
        {
            KillLine.Add(setUp, survival, met);
        }
    }
}
