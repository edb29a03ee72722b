using System.Diagnostics;
using System.Net;
using Fulfillment.Streams.Chaos.Tests.Kills;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>Sends a feed through <c>POST /ingest</c> at a chosen rate, or as fast as the worker takes it.</summary>
internal sealed class SteadyClient : IAsyncDisposable
{
    private const int RoundsPerSecond = 10;
    private const int EventsMax = 10_000; // of one round
    private readonly GeneratedFeed _feed;
    private readonly Uri _worker;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _sent;
    private double _rate;

    /// <param name="feed">What to send; disposed with the client.</param>
    /// <param name="worker">Where to.</param>
    public SteadyClient(GeneratedFeed feed, Uri worker)
    {
        (_feed, _worker) = (feed, worker);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Lines acknowledged.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Events a second; 0 pauses.</summary>
    public double Rate
    {
        get => Volatile.Read(ref _rate);
        set => Volatile.Write(ref _rate, value);
    }

    /// <summary>Fails with what went wrong, if something did.</summary>
    public void Check()
    {
        if (_running.IsFaulted)
        {
            _running.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _feed.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var sending = Task.CompletedTask;
        while (!_stop.IsCancellationRequested)
        {
            var round = Stopwatch.StartNew();
            var events = (int)Math.Min(Rate / RoundsPerSecond, EventsMax);
            if (events > 0)
            {
                var batches = _feed.Next(events); // while the round before is on its way
                await sending;
                sending = Task.WhenAll(batches.Select(b => PostAsync(b.Topic, b.Lines)));
            }

            if (TimeSpan.FromSeconds(1.0 / RoundsPerSecond) - round.Elapsed is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, CancellationToken.None);
            }
        }

        await sending;
    }

    private async Task PostAsync(Topic topic, List<byte[]> lines)
    {
        using var content = new ByteArrayContent([.. lines.SelectMany(l => l.Append((byte)'\n'))]);
        using var answer = await _http.PostAsync(new Uri(_worker, $"/ingest/{topic.Name()}"), content, CancellationToken.None);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"POST /ingest/{topic.Name()} was answered with {answer.StatusCode}");
        Interlocked.Add(ref _sent, lines.Count);
    }
}
