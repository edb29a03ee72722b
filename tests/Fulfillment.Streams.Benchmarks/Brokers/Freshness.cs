using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Fulfillment.Streams.Benchmarks.Tables;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>
/// How long it takes from handing an event to the publisher until a query sees it: orders of a shop of their own on every lane,
/// among other events at a steady rate.
/// </summary>
internal sealed class Freshness(KafkaPublisher publisher, IReadOnlyList<GeneratedEvent> events, HttpTables tables, string visible) : IDisposable
{
    /// <summary>Shops of marked orders begin so; what is asked for them is <c>{prefix}%</c>.</summary>
    public const string Prefix = "mark-";

    private const int Shops = 40;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TimeSpan> sent = new();
    private readonly List<double> seconds = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource ended = new();

    /// <summary>How many marks never became visible.</summary>
    public int Missed { get; private set; }

    /// <summary>Feeds for a time and gives the seconds of every mark but those of the warm-up, in no order.</summary>
    /// <param name="rate">Events a second.</param>
    /// <param name="warmUp">What is fed before marks count.</param>
    /// <param name="time">How long marks are sent.</param>
    /// <param name="mayMiss">Whether marks may still not be visible after half a minute: they count as long as was waited for them.</param>
    public async Task<IReadOnlyList<double>> MeasureAsync(double rate, TimeSpan warmUp, TimeSpan time, bool mayMiss)
    {
        var looking = Task.Run(LookAsync);
        await FeedAsync(rate, warmUp, time);
        for (var waiting = Stopwatch.StartNew(); !sent.IsEmpty && waiting.Elapsed < Patience;)
        {
            await Task.Delay(Look);
        }

        await ended.CancelAsync();
        await looking;
        Missed = sent.Count;
        if (mayMiss)
        {
            seconds.AddRange(sent.Values.Select(at => (watch.Elapsed - at).TotalSeconds));
            sent.Clear();
        }

        return sent.IsEmpty ? seconds : throw new InvalidOperationException($"{sent.Count} of {sent.Count + seconds.Count} marked orders were not visible within {Patience}: {visible}");
    }

    public void Dispose() => ended.Dispose();

    private async Task FeedAsync(double rate, TimeSpan warmUp, TimeSpan time)
    {
        var (begun, at, marks) = (watch.Elapsed, 0, 0);
        var before = Task.CompletedTask;
        while (watch.Elapsed - begun < warmUp + time)
        {
            var due = (int)Math.Min(events.Count, (watch.Elapsed - begun).TotalSeconds * rate);
            var round = events.Skip(at).Take(due - at).GroupBy(e => e.Topic).ToDictionary(g => g.Key, g => g.Select(e => e.Payload).ToList());
            if (watch.Elapsed - begun > warmUp && at < events.Count)
            {
                (round.TryGetValue(Topic.Orders, out var orders) ? orders : round[Topic.Orders] = []).Add(Mark(marks++, events[at].ArrivalUnixMs));
            }

            at = due;
            await before; // one round ahead of the broker at most
            before = Task.WhenAll(round.Select(r => publisher.AppendAsync(r.Key, r.Value, default).AsTask()));
            await Task.Delay(Round);
        }

        await before;
    }

    private byte[] Mark(int number, long time)
    {
        var order = $"MARK-{number}";
        sent[order] = watch.Elapsed;
        return Encoding.UTF8.GetBytes(
            $$"""{"event_id":"m{{number}}","shop_id":"{{Prefix}}{{number % Shops}}","event_time":{{time}},"order_id":"{{order}}","status":"UNPAID"}""");
    }

    private async Task LookAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            var answer = await tables.AskAsync(visible);
            var now = watch.Elapsed;
            foreach (var order in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (sent.TryRemove(order, out var at))
                {
                    seconds.Add((now - at).TotalSeconds);
                }
            }

            await Task.Delay(Look);
        }
    }
}
