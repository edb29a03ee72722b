using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>Looks at a worker from outside: its process, its metrics, its tables.</summary>
internal sealed partial class Probe(FulfillmentProcess worker, SteadyClient client) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Records read so far, whatever became of them.</summary>
    public async Task<long> ReadAsync() => (await CountsAsync()).Read;

    /// <summary>Waits until so much of what was sent is not read yet; fails after a time.</summary>
    public async Task<TimeSpan> UntilLagAsync(long most, TimeSpan longest)
    {
        var waiting = Stopwatch.StartNew();
        for (var lag = long.MaxValue; lag > most; lag = client.Sent - await ReadAsync())
        {
            client.Check();
            Assert.True(waiting.Elapsed < longest, $"{lag} records were not read within {longest}.");
            await Task.Delay(Look);
        }

        return waiting.Elapsed;
    }

    /// <summary>Waits until so much was sent.</summary>
    public async Task UntilSentAsync(long events)
    {
        while (client.Sent < events)
        {
            client.Check();
            await Task.Delay(Look);
        }
    }

    /// <summary>How the worker is now.</summary>
    public async Task<Sample> TakeAsync()
    {
        client.Check();
        Assert.False(worker.HasExited, $"The worker ended: {worker.Errors}");
        var sent = client.Sent;
        var (read, apart) = await CountsAsync();
        return new Sample(_watch.Elapsed, Resident(), Sum(HeapLine(), await MetricsAsync()), await EngineAsync(), Math.Max(0, sent - read), apart);
    }

    /// <summary>
    /// What of the managed heap is reachable, bytes: what is left after a full collection, free space between objects not counted. So
    /// it does not depend on when the collector last ran, as the size of the heap does, and resident memory with it.
    /// </summary>
    /// <remarks>Collects twice and takes the less: the worker may have begun a collection of its own just before the first.</remarks>
    public async Task<long> LiveAsync()
    {
        var live = long.MaxValue;
        for (var pass = 0; pass < 2; pass++)
        {
            var before = Sum(FullCollectionsLine(), await MetricsAsync());
            using var collection = await FullCollection.BeginAsync(worker.Id);
            string metrics;
            do
            {
                await Task.Delay(Look);
                metrics = await MetricsAsync();
            }
            while (Sum(FullCollectionsLine(), metrics) == before);

            live = Math.Min(live, Sum(HeapLine(), metrics) - Sum(FreeLine(), metrics));
        }

        return live;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(long Read, long Apart)> CountsAsync()
    {
        var counts = (await worker.AskAsync("SELECT sum(applied + duplicates + late + rejected), sum(late + rejected) FROM fulfillment.v_freshness")).Trim().Split('\t');
        return counts.Length == 2 ? (Number(counts[0]), Number(counts[1])) : (0, 0);
    }

    private async Task<long> EngineAsync() =>
        long.TryParse(await worker.AskAsync("SELECT value FROM system.metrics WHERE metric = 'MemoryTracking'"), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    private Task<string> MetricsAsync() => _http.GetStringAsync(new Uri(worker.Page()!, "/metrics"));

    private static long Sum(Regex line, string metrics) =>
        (long)line.Matches(metrics).Sum(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private long Resident() => Number(ResidentLine().Match(File.ReadAllText($"/proc/{worker.Id}/status")).Groups[1].Value) * 1024;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} ([0-9.E+]+)", RegexOptions.Multiline)]
    private static partial Regex HeapLine();

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_fragmentation_size_bytes\{[^}]*\} ([0-9.E+]+)", RegexOptions.Multiline)]
    private static partial Regex FreeLine();

    [GeneratedRegex(@"^dotnet_gc_collections_total\{[^}]*""gen2""[^}]*\} ([0-9.E+]+)", RegexOptions.Multiline)]
    private static partial Regex FullCollectionsLine();

    [GeneratedRegex(@"VmRSS:\s+([0-9]+) kB")]
    private static partial Regex ResidentLine();
}
