using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>The worker on its embedded store, stopped by Ctrl-C and by kill -9 between and during events: nothing is lost, nothing counts twice.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed partial class RestartTests : IDisposable
{
    private const int Parts = 4;
    private static readonly string[] Topics = ["orders", "tracking", "stock", "ad-spend"];
    private static readonly string Dataco = Path.Combine(AppContext.BaseDirectory, "TestData", "dataco");
    private readonly TempDirectory _temp = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task A_worker_that_is_interrupted_and_killed_goes_on_where_it_stopped()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", "12000", "--seed", "5", "--days", "6");
        long posted = 0;

        for (var part = 0; part < Parts; part++)
        {
            using var worker = Start();
            var page = await AddressAsync(worker);
            foreach (var topic in Topics)
            {
                posted += await PostAsync(page, topic, part);
            }

            if (part == 1)
            {
                worker.KillHard(); // acknowledged events are in the log and nowhere else yet
                continue;
            }

            worker.Interrupt();
            await worker.ExitAsync();
            Assert.True(worker.ExitCode == 0, $"Ctrl-C ended with {worker.ExitCode}: {worker.Errors}");
        }

        // files fed in between neither move nor forget the worker's place in its log
        await FulfillmentProcess.SucceedAsync("replay", Dataco, "--store", _temp["store"]);
        using (var last = Start())
        {
            await AddressAsync(last);
            await last.UntilAsync(async () => await CountedAsync() == posted + 1914, "it read what the workers before had left in the log");
            last.Interrupt();
            await last.ExitAsync();
        }

        await ReplayTopicsAsync();
        Assert.Equal(await ReplayedStore.DumpAsync(_temp["replayed"]), await ReplayedStore.DumpAsync(_temp["store"]));
        Assert.Equal(posted + 1914, await CountedAsync());
    }

    private async Task<long> CountedAsync() => long.Parse(
        await FulfillmentProcess.SucceedAsync(
            "query", "SELECT sum(applied + duplicates + late + rejected) FROM fulfillment.v_freshness", "--store", _temp["store"]),
        CultureInfo.InvariantCulture);

    private FulfillmentProcess Start() =>
        new("run", "--store", _temp["store"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");

    private static async Task<Uri> AddressAsync(FulfillmentProcess worker)
    {
        await worker.UntilAsync(() => Task.FromResult(worker.Output.Contains("SQL", StringComparison.Ordinal)), "it said its address");
        return new Uri(PageLine().Match(worker.Output).Groups[1].Value);
    }

    private async Task<long> PostAsync(Uri page, string topic, int part)
    {
        var lines = await File.ReadAllLinesAsync(_temp[$"events/{topic}.ndjson"]);
        var (from, to) = (lines.Length * part / Parts, lines.Length * (part + 1) / Parts);
        using var body = new StringContent(string.Join('\n', lines[from..to]), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri(page, $"/ingest/{topic}"), body);
        answer.EnsureSuccessStatusCode();
        Assert.Equal(to - from, (await answer.Content.ReadFromJsonAsync<Receipt>())!.Accepted);
        return to - from;
    }

    private async Task ReplayTopicsAsync() => await FulfillmentProcess.SucceedAsync(
        ["replay", Dataco, .. Topics.Select(t => _temp[$"events/{t}.ndjson"]), "--store", _temp["replayed"]]);

    private sealed record Receipt(long Accepted);

    [GeneratedRegex(@"Page\s+(\S+)")]
    private static partial Regex PageLine();
}
