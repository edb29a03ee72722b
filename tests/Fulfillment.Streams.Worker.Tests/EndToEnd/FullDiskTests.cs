using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>A worker whose disk is full for a while refuses events with the cure, answers questions, and goes on by itself.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed partial class FullDiskTests : IDisposable
{
    private const string Cure = "The disk below the store (setting Store, option --store) is full: free space there.";
    private static readonly string[] Topics = ["orders", "tracking", "stock", "ad-spend"];
    private readonly TempDirectory _temp = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _temp.Dispose();
    }

    [SmallDiskFact]
    public async Task Events_are_refused_while_the_disk_is_full_and_taken_once_there_is_room_without_a_restart()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", "6000", "--seed", "3", "--days", "6");
        await FulfillmentProcess.SucceedAsync(["replay", .. Topics.Select(t => _temp[$"events/{t}.ndjson"]), "--store", _temp["replayed"]]);
        using var disk = new SmallDisk(megabytes: 400);
        var store = Path.Combine(disk.Path, "store");
        using (var worker = Start(store))
        {
            var page = await PageAsync(worker);
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(page, "orders")).Status);

            disk.Fill();
            for (var attempt = 0; attempt < 2; attempt++)
            {
                var (status, why) = await PostAsync(page, "tracking");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.StartsWith(Cure, why.GetProperty("detail").GetString(), StringComparison.Ordinal);
                Assert.Equal(0, why.GetProperty("accepted").GetInt64());
            }

            var (ready, checks) = await GetAsync(page, "/readyz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
            Assert.StartsWith(Cure, checks.GetProperty("checks").GetProperty("ingest").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(page, "/healthz")).Status);

            disk.MakeRoom();
            await worker.UntilAsync(async () => (await GetAsync(page, "/readyz")).Status == HttpStatusCode.OK, "it was ready again");
            foreach (var topic in Topics)
            {
                Assert.Equal(HttpStatusCode.OK, (await PostAsync(page, topic)).Status);
            }

            // Ctrl-C leaves in the log what is not read yet, for the next start
            var all = await CountedAsync("applied", _temp["replayed"]);
            await worker.UntilAsync(async () => await CountedAsync("applied", store) == all, $"it had applied {all} events");
            await StopAsync(worker);
        }

        Assert.Equal(await ReplayedStore.DumpAsync(_temp["replayed"]), await ReplayedStore.DumpAsync(store));
    }

    [SmallDiskFact]
    public async Task Ctrl_C_while_the_disk_is_full_exits_0_once_everything_acknowledged_is_applied()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", "2000", "--seed", "4", "--days", "6");
        using var disk = new SmallDisk(megabytes: 400);
        var store = Path.Combine(disk.Path, "store");
        using (var worker = Start(store))
        {
            var page = await PageAsync(worker);
            disk.Fill();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(page, "orders")).Status);
            await StopAsync(worker);
        }

        disk.MakeRoom();
        using (var worker = Start(store))
        {
            var page = await PageAsync(worker);
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(page, "orders")).Status);
            await StopAsync(worker);
        }
    }

    [SmallDiskFact]
    public async Task The_demo_waits_while_the_disk_is_full_and_appends_each_event_once()
    {
        using var disk = new SmallDisk(megabytes: 400);
        var store = Path.Combine(disk.Path, "store");
        using (var demo = new FulfillmentProcess("demo", "--days", "2", "--store", store, "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0"))
        {
            var page = await PageAsync(demo);
            disk.Fill();
            await demo.UntilAsync(() => Task.FromResult(demo.Errors.Contains("EmbeddedLog[4132]", StringComparison.Ordinal)), "it said that the disk is full");
            disk.MakeRoom();
            await demo.UntilAsync(async () => (await GetAsync(page, "/readyz")).Status == HttpStatusCode.OK, "it was ready again");
            await StopAsync(demo);
        }

        var position = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(store, "demo.json")));
        using var next = Start(store); // reads what the demo appended last
        await PageAsync(next);
        await next.UntilAsync(
            async () => await CountedAsync("applied + duplicates + late + rejected", store) == position.GetProperty("Count").GetInt64(),
            $"it had read as much as {position} says");
        await StopAsync(next);
    }

    private static async Task<long> CountedAsync(string what, string store) => long.Parse(
        await FulfillmentProcess.SucceedAsync("query", $"SELECT sum({what}) FROM v_freshness", "--store", store), CultureInfo.InvariantCulture);

    private static async Task StopAsync(FulfillmentProcess worker)
    {
        worker.Interrupt();
        await worker.ExitAsync();
        Assert.True(worker.ExitCode == 0, $"Ctrl-C ended with {worker.ExitCode}: {worker.Errors}");
        Assert.DoesNotContain("   at ", worker.Errors, StringComparison.Ordinal);
    }

    private static FulfillmentProcess Start(string store) => new("run", "--store", store, "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");

    private static async Task<Uri> PageAsync(FulfillmentProcess worker)
    {
        await worker.UntilAsync(() => Task.FromResult(worker.Output.Contains("SQL", StringComparison.Ordinal)), "it said its address");
        return new Uri(PageLine().Match(worker.Output).Groups[1].Value);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(Uri page, string topic)
    {
        using var body = new StringContent(await File.ReadAllTextAsync(_temp[$"events/{topic}.ndjson"]), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri(page, $"/ingest/{topic}"), body);
        return await ReadAsync(answer);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(Uri page, string path)
    {
        using var answer = await _http.GetAsync(new Uri(page, path));
        return await ReadAsync(answer);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }

    [GeneratedRegex(@"Page\s+(\S+)")]
    private static partial Regex PageLine();
}
