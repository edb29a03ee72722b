using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>
/// A worker process whose ClickHouse server fails in every way it can, and is away for a while under load: nothing is lost,
/// nothing counts twice. FULFILLMENT_CHAOS=full injects a thousand faults.
/// </summary>
[Collection(OneStoreAtATime.Name)]
public sealed partial class SinkFaultTests : IDisposable
{
    private const long MiB = 1 << 20;
    private static readonly bool Full = Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS") == "full";
    private static readonly int Events = Full ? 120_000 : 12_000;
    private static readonly int Slices = Full ? 150 : 10;
    private static readonly int FaultsMin = Full ? 1_000 : 40;
    private static readonly string[] Topics = ["orders", "tracking", "stock", "ad-spend"];

    private static readonly (string Name, string Value)[] Impatient =
    [
        ("Fulfillment__Lanes", "2"), ("Fulfillment__Timing__FlushInterval", "00:00:00.1"), ("Fulfillment__Timing__SnapshotInterval", "00:00:01"),
        ("Fulfillment__Timing__BufferBytes", "262144"), ("Fulfillment__ClickHouse__RequestTimeMax", "00:00:02"),
        ("Fulfillment__ClickHouse__RetriesMax", "3"), ("Fulfillment__ClickHouse__RetryDelay", "00:00:00.02"),
    ];

    private readonly TempDirectory _temp = new();
    private readonly HttpClient _http = new();
    private long _posted;

    public void Dispose()
    {
        _http.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task Whatever_the_sink_does_the_views_are_those_of_a_run_without_faults()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", $"{Events}", "--seed", "10", "--days", "6");
        using (var server = new ClickHouseServer(_temp["faulty/clickhouse"]))
        {
            using var worker = new FulfillmentProcess(
                Impatient, "run", "--store", _temp["store"], "--clickhouse", $"{server.Url}", "--http", "http://127.0.0.1:0");
            await worker.UntilAsync(() => Task.FromResult(PageLine().IsMatch(worker.Output)), "it said its address");
            var page = new Uri(PageLine().Match(worker.Output).Groups[1].Value);
            foreach (var fault in new[] { "fail 500 252 6", "silent 2", "reset 5", "reset-after 5", "fail 500 0 4", "fail 503 0 4", "seed 10", "odds 0.3" })
            {
                server.Command(fault);
            }

            for (var slice = 0; slice < Slices / 2; slice++)
            {
                await FeedAsync(page, worker, server, slice);
            }

            await AwayUnderLoadAsync(page, worker, server);
            for (var slice = Slices / 2; slice < Slices || server.Faults < FaultsMin; slice++)
            {
                await FeedAsync(page, worker, server, slice);
            }

            server.Command("odds 0");
            await worker.UntilAsync(async () => await CountedAsync(server) == _posted, "every event was counted");
            await worker.UntilAsync(async () => (await ReadyAsync(page)).Ready, "it was ready again");
            worker.Interrupt();
            await worker.ExitAsync();
            Assert.True(worker.ExitCode == 0, $"Ctrl-C ended with {worker.ExitCode}: {worker.Errors}");
            Assert.Equal(_posted, await CountedAsync(server));
            Assert.InRange(server.Faults, FaultsMin, int.MaxValue);
        }

        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["replayed"]);
        Assert.Equal(await ReplayedStore.DumpAsync(_temp["replayed"]), await ReplayedStore.DumpAsync(_temp["faulty"]));
    }

    /// <summary>A part of the events; those fed before count as duplicates. Waits for its share of faults, but not for long.</summary>
    private async Task FeedAsync(Uri page, FulfillmentProcess worker, ClickHouseServer server, int slice)
    {
        foreach (var topic in Topics)
        {
            var lines = await File.ReadAllLinesAsync(_temp[$"events/{topic}.ndjson"]);
            var part = slice % Slices;
            await PostAsync(page, topic, lines[(lines.Length * part / Slices)..(lines.Length * (part + 1) / Slices)]);
        }

        var since = Stopwatch.StartNew();
        var share = FaultsMin * (slice + 1) / Slices;
        await worker.UntilAsync(() => Task.FromResult(server.Faults >= share || since.Elapsed > TimeSpan.FromSeconds(2)), "it met more faults");
    }

    /// <summary>The server goes away while far more comes in than the worker may hold, and comes back.</summary>
    private async Task AwayUnderLoadAsync(Uri page, FulfillmentProcess worker, ClickHouseServer server)
    {
        const long load = 192 * MiB;
        server.Command("down");
        var known = (await File.ReadAllLinesAsync(_temp["events/stock.ndjson"]))[..40]; // fed before: they change nothing
        var heavy = known.Select(l => $"{{\"ballast\":\"{new string('x', 64 << 10)}\",{l[1..]}").ToArray();
        await PostAsync(page, "stock", heavy);
        await worker.UntilAsync(async () => !(await ReadyAsync(page)).Ready, "it said that it is not ready");
        Assert.Contains($"ClickHouse at {server.Url} could not be reached: the connection was refused", (await ReadyAsync(page)).Checks["sink"], StringComparison.Ordinal);

        var before = worker.Resident();
        for (var sent = 0L; sent < load; sent += heavy.Sum(l => (long)l.Length))
        {
            await PostAsync(page, "stock", heavy);
        }

        Assert.InRange(worker.Resident() - before, long.MinValue, load / 2); // it reads no further, and what it does not read it does not hold
        server.Command("up");
    }

    private async Task PostAsync(Uri page, string topic, string[] lines)
    {
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri(page, $"/ingest/{topic}"), body);
        answer.EnsureSuccessStatusCode();
        _posted += lines.Length;
    }

    private async Task<Readiness> ReadyAsync(Uri page)
    {
        using var answer = await _http.GetAsync(new Uri(page, "/readyz"));
        return (await answer.Content.ReadFromJsonAsync<Readiness>())!;
    }

    private static async Task<long> CountedAsync(ClickHouseServer server) => long.Parse(
        await server.AskAsync("SELECT sum(applied + duplicates + late + rejected) FROM v_freshness"), CultureInfo.InvariantCulture);

    private sealed record Readiness(bool Ready, Dictionary<string, string> Checks);

    [GeneratedRegex(@"Page\s+(\S+)\n")]
    private static partial Regex PageLine();
}
