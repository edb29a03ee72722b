using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Kills;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Simulation;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;
using Fulfillment.Streams.Worker.Tests.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Rebalance;

// here, where it hides the namespace of that name
using MockBroker = Fulfillment.Streams.Worker.Tests.EndToEnd.MockBroker;

/// <summary>
/// R9: workers join and leave a group under load, fifty times in a simulated world and fifty times on brokers and a ClickHouse in
/// processes of their own, where the pauses are measured too.
/// </summary>
public sealed class StormTests : IDisposable
{
    private const int Lanes = 6;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20); // of a short run beside other work

    /// <summary>
    /// The mock broker gives all members the session timeout less one second to join again, and waits for as long though all may
    /// have come: here 450 ms, which are part of every pause measured. They must be enough to hear of it on a busy machine, or the
    /// group is formed without who is late, and once more with it. A real broker goes on with the last to come, and waits for
    /// minutes.
    /// </summary>
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(1.45);

    /// <summary>librdkafka joins once a second at most; what comes sooner makes its member late by design.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.3);

    /// <summary>
    /// Milliseconds until the broker answers, as over a network. Without, a member that asks for its lanes after the leader gave
    /// them out is refused by the mock broker (a real one tells it), and joins once more a second later.
    /// </summary>
    private const int RoundTrip = 5;

    private readonly TempDirectory _temp = new();
    private readonly Pauses _pauses = new();
    private TimeSpan[] _measured = [];

    public void Dispose() => _temp.Dispose();

    [Fact, Trait("Property", "R9")]
    public async Task A_storm_of_joins_and_leaves_leaves_no_trace_and_short_pauses()
    {
        var trial = Trial.Of("R9", inShort: 12, inFull: 200).Run(one => Simulation.Simulation.Run(
            one, new Plan { Partitions = 4, Workers = 2, Rebalances = 50, Zombies = true }, new Tally()));
        var steps = Scale.OnlyCase is null ? Scale.Of(4, 50) : 0;
        if (steps == 0)
        {
            trial.Record();
            return;
        }

        try
        {
            await OnBrokersAsync(steps);
        }
        catch
        {
            Report.Record("R9", "the storm on brokers failed, see the test", false, steps, Scale.Seed, 0, null);
            throw;
        }

        var all = _measured;
        var late = Late(all);
        trial.Record(
            $"{steps} joins and leaves on brokers, 0 differences, pause {Of(all)}",
            late <= (Scale.IsFull ? Bar : Generous),
            $"{all.Length} pauses of {Lanes} lanes, of which closing lanes took {Of(_pauses.Closings)}, opening them {Of(_pauses.Openings)}; "
            + "the rest is the group's, of which 450 ms are the mock broker's, twice where a member is late for it; and 50 in each of the simulated storms");
    }

    private static TimeSpan Late(TimeSpan[] sorted) => sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1];

    private static string Of(TimeSpan[] sorted) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {sorted[sorted.Length / 2].TotalMilliseconds:F0} ms, p99 {Late(sorted).TotalMilliseconds:F0} ms");

    private async Task OnBrokersAsync(int steps)
    {
        // The workers share the thread pool of this process; each would have its own, and none would wait while another one stops.
        ThreadPool.GetMinThreads(out var least, out var ports);
        ThreadPool.SetMinThreads(Math.Max(least, 8 * Environment.ProcessorCount), ports);
        using var broker = new MockBroker(Lanes);
        broker.Tell($"rtt {RoundTrip}");
        var kafka = new KafkaOptions { BootstrapServers = broker.Address, GroupId = "storm", SessionTimeout = Session };
        Source source;
        using (var server = new ClickHouseProcess(_temp["store/clickhouse"])) // where the comparison looks for it
        {
            await using (var tables = new HttpClickHouse(new HttpClickHouseOptions { Url = server.Url }, TimeProvider.System))
            {
                await Migrator.RunAsync(tables, CancellationToken.None);
            }

            using var sending = new CancellationTokenSource();
            var sent = SendAsync(kafka, sending.Token);
            await StormAsync(steps, kafka, server.Url);
            await sending.CancelAsync();
            await sent;

            source = SourceReading.OfKafka(broker.Address, Lanes);
            var toTheEnd = new KafkaOptions { BootstrapServers = broker.Address, GroupId = "storm", SessionTimeout = Session, StopAtEnd = true };
            using var last = new Member(toTheEnd, server.Url, _pauses);
            await last.EndAsync(waitForEnd: true);
        }

        await using (var store = ReplayedStore.Open(_temp["store"]))
        {
            source.IsCounted(await store.AskAsync(
                "SELECT topic, partition, applied, duplicates, late, rejected FROM fulfillment.v_freshness WHERE applied + duplicates + late + rejected > 0"));
        }

        await FulfillmentProcess.SucceedAsync("replay", _temp["sent"], "--store", _temp["replayed"]);
        Assert.Equal(await ReplayedStore.DumpAsync(_temp["replayed"]), await ReplayedStore.DumpAsync(_temp["store"]));
    }

    /// <summary>One to three workers; the longest there leaves.</summary>
    private async Task StormAsync(int steps, KafkaOptions kafka, Uri clickHouse)
    {
        var members = new Queue<Member>();
        try
        {
            for (var step = 0; step <= steps; step++) // the first to join is no rebalance
            {
                if (members.Count < 2 || (members.Count < 3 && step % 4 < 2))
                {
                    members.Enqueue(new Member(kafka, clickHouse, _pauses));
                }
                else
                {
                    using var leaving = members.Dequeue();
                    await leaving.EndAsync();
                }

                await UntilAsync(() => _pauses.Held == (Lanes, members.Count), $"{Lanes} lanes over {members.Count} workers", members);
                await Task.Delay(Between);
            }

            _measured = _pauses.Ended;
            foreach (var member in members)
            {
                await member.EndAsync();
            }
        }
        finally
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
        }
    }

    private async Task SendAsync(KafkaOptions kafka, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_temp["sent"]);
        using var publisher = new KafkaPublisher(kafka, NullLogger<KafkaPublisher>.Instance);
        using var feed = new GeneratedFeed(new GeneratorOptions { Seed = Scale.Seed, Shops = 12, SkusPerShop = 6, EventsPerDay = 20_000 }, garbageEvery: 97);
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var (topic, lines) in feed.Next(20))
            {
                await publisher.AppendAsync(topic, [.. lines.Select(l => (ReadOnlyMemory<byte>)l)], CancellationToken.None);
                await using var file = new FileStream(_temp[$"sent/{topic.Name()}.ndjson"], FileMode.Append);
                foreach (var line in lines)
                {
                    file.Write(line);
                    file.WriteByte((byte)'\n');
                }
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private async Task UntilAsync(Func<bool> holds, string what, IEnumerable<Member> members)
    {
        for (var waits = 0; !holds(); waits++)
        {
            Assert.True(waits < 6000, $"It never came to {what}, but to {_pauses.Held}.");
            Assert.All(members, m => Assert.True(m.Failure is null, m.Failure?.ToString()));
            await Task.Delay(10);
        }
    }
}
