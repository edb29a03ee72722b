using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.SinkFaults;

/// <summary>A worker process, the ClickHouse server it writes to, and generated events that are posted to it slice by slice.</summary>
internal sealed partial class FaultyRun : IDisposable
{
    private const long MiB = 1 << 20;
    private static readonly string[] Topics = ["orders", "tracking", "stock", "ad-spend", "returns", "plans"];
    private static readonly TimeSpan PatienceForFaults = TimeSpan.FromSeconds(2);

    // two lanes with little room, a sink that is not waited for long, many small flushes
    private static readonly (string Name, string Value)[] Settings =
    [
        ("Fulfillment__Lanes", "2"), ("Fulfillment__Timing__FlushInterval", "00:00:00.1"), ("Fulfillment__Timing__SnapshotInterval", "00:00:01"),
        ("Fulfillment__Timing__BufferBytes", "262144"), ("Fulfillment__ClickHouse__RequestTimeMax", "00:00:02"),
        ("Fulfillment__ClickHouse__RetriesMax", "3"), ("Fulfillment__ClickHouse__RetryDelay", "00:00:00.02"),
    ];

    private readonly HttpClient _http = new();
    private readonly FulfillmentProcess _worker;
    private readonly string _events;
    private readonly int _slices;
    private Uri _page = null!;

    private FaultyRun(TempDirectory temp, string events, int slices)
    {
        (_events, _slices) = (events, slices);
        Server = new ClickHouseProcess(temp["faulty/clickhouse"]);
        _worker = new FulfillmentProcess(Settings, "run", "--store", temp["store"], "--clickhouse", $"{Server.Url}", "--http", "http://127.0.0.1:0");
    }

    public ClickHouseProcess Server { get; }

    /// <summary>Lines posted so far, by topic.</summary>
    public Dictionary<string, long> Posted { get; } = Topics.ToDictionary(t => t, _ => 0L);

    /// <summary>Starts both; returns when the worker takes events.</summary>
    public static async Task<FaultyRun> StartAsync(TempDirectory temp, string events, int slices)
    {
        var run = new FaultyRun(temp, events, slices);
        await run._worker.UntilAsync(() => Task.FromResult(PageLine().IsMatch(run._worker.Output)), "it said its address");
        run._page = new Uri(PageLine().Match(run._worker.Output).Groups[1].Value);
        return run;
    }

    /// <summary>The same files without faults, by lanes alike.</summary>
    public static async Task ReplayAsync(string events, string store)
    {
        using var replay = await FulfillmentProcess.RunAsync(Settings, "replay", events, "--store", store);
        Assert.True(replay.ExitCode == 0, $"replay exited {replay.ExitCode}: {replay.Errors}");
    }

    public void Dispose()
    {
        _worker.Dispose();
        Server.Dispose();
        _http.Dispose();
    }

    /// <summary>Posts a slice of the events; after the last comes the first again, and all its events are duplicates.</summary>
    public async Task FeedAsync(int slice)
    {
        var part = slice % _slices;
        foreach (var topic in Topics)
        {
            var lines = await LinesAsync(topic);
            await PostAsync(topic, lines[(lines.Length * part / _slices)..(lines.Length * (part + 1) / _slices)]);
        }
    }

    /// <summary>Waits until so many faults were met in all, but not for long: there may be nothing left to write.</summary>
    public Task MeetAsync(int faults)
    {
        var since = Stopwatch.StartNew();
        return _worker.UntilAsync(() => Task.FromResult(Server.Faults >= faults || since.Elapsed > PatienceForFaults), "it met more faults");
    }

    /// <summary>The server goes away while far more comes in than the worker may hold, and comes back.</summary>
    /// <returns>What the worker was sent and by how much its resident memory grew: once while HTTP's buffers and the young heap fill, once more when they are full.</returns>
    public async Task<(Load Filling, Load Full)> AwayUnderLoadAsync()
    {
        Server.Command("down");
        var known = (await LinesAsync("stock"))[..40]; // posted before: they change nothing
        var heavy = known.Select(l => $"{{\"ballast\":\"{new string('x', 64 << 10)}\",{l[1..]}").ToArray();
        await PostAsync("stock", heavy);
        var reason = $"ClickHouse at {Server.Url} could not be reached: the connection was refused";
        await _worker.UntilAsync(
            async () => await ReadyAsync() is { Ready: false } said && said.Checks["sink"].StartsWith(reason, StringComparison.Ordinal), "/readyz said why");

        var away = (await LoadAsync(heavy), await LoadAsync(heavy));
        Server.Command("up");
        return away;
    }

    /// <summary>Waits until the worker has written everything and says that it is ready, and ends it by Ctrl-C.</summary>
    public async Task SettleAsync()
    {
        var posted = Posted.Values.Sum();
        await _worker.UntilAsync(async () => await CountedAsync() == posted, "every event was counted");
        await _worker.UntilAsync(async () => (await ReadyAsync()).Ready, "it was ready again");
        _worker.Interrupt();
        await _worker.ExitAsync();
        Assert.True(_worker.ExitCode == 0, $"Ctrl-C ended with {_worker.ExitCode}: {_worker.Errors}");
    }

    private async Task<Load> LoadAsync(string[] heavy)
    {
        var (before, sent) = (_worker.Resident(), 0L);
        while (sent < 192 * MiB)
        {
            await PostAsync("stock", heavy);
            sent += heavy.Sum(l => (long)l.Length);
        }

        return new Load(sent, _worker.Resident() - before);
    }

    private Task<string[]> LinesAsync(string topic) => File.ReadAllLinesAsync(Path.Combine(_events, $"{topic}.ndjson"));

    private async Task PostAsync(string topic, string[] lines)
    {
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri(_page, $"/ingest/{topic}"), body);
        answer.EnsureSuccessStatusCode();
        Posted[topic] += lines.Length;
    }

    private async Task<Readiness> ReadyAsync()
    {
        using var answer = await _http.GetAsync(new Uri(_page, "/readyz"));
        return (await answer.Content.ReadFromJsonAsync<Readiness>())!;
    }

    private async Task<long> CountedAsync() => long.Parse(
        await Server.AskAsync("SELECT sum(applied + duplicates + late + rejected) FROM v_freshness"), CultureInfo.InvariantCulture);

    /// <summary>So many bytes were sent to the worker, and its resident memory grew by so many.</summary>
    public readonly record struct Load(long Sent, long Grown)
    {
        public override string ToString() => $"{Sent >> 20} MiB and grew by {Grown >> 20}";
    }

    private sealed record Readiness(bool Ready, Dictionary<string, string> Checks);

    [GeneratedRegex(@"Page\s+(\S+)\n")]
    private static partial Regex PageLine();
}
