using System.Collections.Immutable;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>
/// Sends a feed through <c>POST /ingest</c> to whichever workers live. What is not acknowledged it sends again,
/// without knowing how much of it had become durable. It keeps every acknowledged line in a file a topic.
/// </summary>
internal sealed class StubbornClient : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);
    private readonly GeneratedFeed _feed;
    private readonly Stream[] _acknowledged;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ImmutableList<Uri> _workers = [];
    private long _lines;
    private long _repeated;

    /// <param name="feed">What to send; disposed with the client.</param>
    /// <param name="directory">Where acknowledged lines are kept, as <c>replay</c> reads them.</param>
    /// <param name="events">Events of one round.</param>
    /// <param name="pause">Between rounds.</param>
    public StubbornClient(GeneratedFeed feed, string directory, int events, TimeSpan pause)
    {
        _feed = feed;
        Directory.CreateDirectory(directory);
        _acknowledged = [.. TopicNames.All.Select(t => File.Create(Path.Combine(directory, $"{t.Name()}.ndjson")))];
        _running = Task.Run(() => SendAsync(events, pause));
    }

    /// <summary>Lines acknowledged so far.</summary>
    public long Acknowledged => Interlocked.Read(ref _lines);

    /// <summary>Requests that were not acknowledged and had to be sent again.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>A worker answers there.</summary>
    public void Reach(Uri worker) => ImmutableInterlocked.Update(ref _workers, workers => workers.Add(worker));

    /// <summary>That worker is dead.</summary>
    public void Leave(Uri worker) => ImmutableInterlocked.Update(ref _workers, workers => workers.Remove(worker));

    /// <summary>Ends after the lines begun are acknowledged; a worker must be alive for that.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var file in _acknowledged)
        {
            await file.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.CancelPendingRequests();
        await _stop.CancelAsync();
        foreach (var file in _acknowledged)
        {
            await file.DisposeAsync();
        }

        _http.Dispose();
        _feed.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(int events, TimeSpan pause)
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            var worker = round;
            await Task.WhenAll(_feed.Next(events).Select(batch => DeliverAsync(batch.Topic, batch.Lines, worker)));
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    private async Task DeliverAsync(Topic topic, List<byte[]> lines, int worker)
    {
        byte[] body = [.. lines.SelectMany(l => l.Append((byte)'\n'))];
        while (!await IsAcknowledgedAsync(topic, body, lines.Count, worker))
        {
            Interlocked.Increment(ref _repeated);
            await Task.Delay(Retry, CancellationToken.None);
        }

        await _acknowledged[(int)topic].WriteAsync(body, CancellationToken.None);
        Interlocked.Add(ref _lines, lines.Count);
    }

    private async Task<bool> IsAcknowledgedAsync(Topic topic, byte[] body, int lines, int worker)
    {
        ImmutableList<Uri> workers;
        while ((workers = Volatile.Read(ref _workers)).IsEmpty)
        {
            await Task.Delay(Retry, CancellationToken.None);
        }

        try
        {
            using var content = new ByteArrayContent(body);
            using var answer = await _http.PostAsync(new Uri(workers[worker % workers.Count], $"/ingest/{topic.Name()}"), content, CancellationToken.None);
            return answer.IsSuccessStatusCode
                && (await answer.Content.ReadAsStringAsync(CancellationToken.None)).Contains($"\"accepted\":{lines}", StringComparison.Ordinal);
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException or OperationCanceledException)
        {
            return false; // killed, or not there yet
        }
    }
}
