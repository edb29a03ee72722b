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
        var metrics = await _http.GetStringAsync(new Uri(worker.Page()!, "/metrics"));
        var managed = HeapLine().Matches(metrics).Sum(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        return new Sample(_watch.Elapsed, Resident(), (long)managed, await EngineAsync(), Math.Max(0, sent - read), apart);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(long Read, long Apart)> CountsAsync()
    {
        var counts = (await worker.AskAsync("SELECT sum(applied + duplicates + late + rejected), sum(late + rejected) FROM fulfillment.v_freshness")).Trim().Split('\t');
        return counts.Length == 2 ? (Number(counts[0]), Number(counts[1])) : (0, 0);
    }

    private async Task<long> EngineAsync() =>
        long.TryParse(await worker.AskAsync("SELECT value FROM system.metrics WHERE metric = 'MemoryTracking'"), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    private long Resident() => Number(ResidentLine().Match(File.ReadAllText($"/proc/{worker.Id}/status")).Groups[1].Value) * 1024;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} ([0-9.E+]+)", RegexOptions.Multiline)]
    private static partial Regex HeapLine();

    [GeneratedRegex(@"VmRSS:\s+([0-9]+) kB")]
    private static partial Regex ResidentLine();
}
