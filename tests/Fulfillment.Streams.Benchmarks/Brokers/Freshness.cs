using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fulfillment.Streams.Benchmarks.Tables;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>
/// How long it takes from handing an event to the publisher until a query sees it: orders of a shop of their own on every lane,
/// among other events. And how many events a second there may be at most, so that it does not grow.
/// </summary>
internal sealed class Freshness(KafkaPublisher publisher, IReadOnlyList<GeneratedEvent> events, HttpTables tables, string visible) : IDisposable
{
    /// <summary>Shops of marked orders begin so; what is asked for them is <c>{prefix}%</c>.</summary>
    public const string Prefix = "mark-";

    private const int Shops = 40;
    private const int Chunk = 20_000;
    private const int Ahead = 300_000; // not yet visible: two seconds or three, far below what the mock broker drops
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TimeSpan> sent = new();
    private readonly List<double> seconds = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource ended = new();
    private volatile int seen;

    /// <summary>How many marks never became visible.</summary>
    public int Missed { get; private set; }

    /// <summary>Feeds for a time and gives the seconds of every mark but those of the warm-up, in no order.</summary>
    /// <param name="rate">Events a second.</param>
    /// <param name="warmUp">What is fed before marks count.</param>
    /// <param name="time">How long marks are sent.</param>
    /// <param name="mayMiss">Whether marks may still not be visible after half a minute: they count as long as was waited for them.</param>
    public async Task<IReadOnlyList<double>> MeasureAsync(double rate, TimeSpan warmUp, TimeSpan time, bool mayMiss)
    {
        await LookedForAsync(() => FeedAsync(rate, warmUp, time));
        if (mayMiss)
        {
            seconds.AddRange(sent.Values.Select(at => (watch.Elapsed - at).TotalSeconds));
            sent.Clear();
        }

        return sent.IsEmpty ? seconds : throw Unseen();
    }

    /// <summary>
    /// The highest rate, events a second: feeds as much as becomes visible, with at most <see cref="Ahead"/> events under way, and counts
    /// what is seen after a warm-up. A backlog read in one go would say more than anybody can go on with: it is written once, at its end.
    /// </summary>
    public async Task<Flood> SaturateAsync(TimeSpan warmUp, TimeSpan time)
    {
        var flood = default(Flood);
        await LookedForAsync(async () => flood = await FloodAsync(warmUp, time));
        if (!sent.IsEmpty)
        {
            throw Unseen();
        }

        // marks are orders, and only orders were waited for
        for (var waiting = Stopwatch.StartNew(); await HandledAsync() is var handled && handled != flood.Fed; await Task.Delay(Look))
        {
            if (waiting.Elapsed > Patience)
            {
                throw new InvalidOperationException($"Of {flood.Fed} events {handled} were handled.");
            }
        }

        return flood;
    }

    public void Dispose() => ended.Dispose();

    private async Task FeedAsync(double rate, TimeSpan warmUp, TimeSpan time)
    {
        var (begun, at, marks) = (watch.Elapsed, 0, 0);
        Task before = Task.CompletedTask;
        while (watch.Elapsed - begun < warmUp + time)
        {
            var due = (int)Math.Min(events.Count, (watch.Elapsed - begun).TotalSeconds * rate);
            var round = ByTopic(at, due);
            if (watch.Elapsed - begun > warmUp && at < events.Count)
            {
                AddMark(round, marks++, events[at].ArrivalUnixMs);
            }

            at = due;
            await before; // one round ahead of the broker at most
            before = PublishAsync(round);
            await Task.Delay(Round);
        }

        await before;
    }

    private async Task<Flood> FloodAsync(TimeSpan warmUp, TimeSpan time)
    {
        var (begun, at, marks) = (watch.Elapsed, 0, 0);
        (TimeSpan Time, int Seen)? from = null;
        var waited = TimeSpan.Zero;
        Task before = Task.CompletedTask;
        while (watch.Elapsed - begun < warmUp + time && at + Chunk <= events.Count)
        {
            var now = watch.Elapsed;
            from ??= now - begun >= warmUp ? (now, seen) : null;
            if (sent.Count > Ahead / Chunk * Shops)
            {
                await Task.Delay(Round / 4);
                waited += from is null ? TimeSpan.Zero : watch.Elapsed - now;
                continue;
            }

            var round = ByTopic(at, at + Chunk);
            for (var shop = 0; shop < Shops; shop++)
            {
                AddMark(round, marks++, events[at].ArrivalUnixMs); // behind the other orders, on every lane
            }

            at += Chunk;
            await before; // one chunk ahead of the broker
            before = PublishAsync(round);
        }

        var (until, last) = (watch.Elapsed, seen);
        await before;
        return from is { } first && until - first.Time >= time / 2
            ? new Flood((double)(last - first.Seen) / Shops * Chunk / (until - first.Time).TotalSeconds, waited / (until - first.Time), at + marks)
            : throw new InvalidOperationException($"{events.Count} events last for {until - begun} only.");
    }

    private async Task<long> HandledAsync() => long.Parse(
        await tables.AskAsync("SELECT sum(applied + duplicates + late + rejected) FROM fulfillment.v_freshness FORMAT TabSeparated"), CultureInfo.InvariantCulture);

    private async Task LookedForAsync(Func<Task> feed)
    {
        var looking = Task.Run(LookAsync);
        await feed();
        for (var waiting = Stopwatch.StartNew(); !sent.IsEmpty && waiting.Elapsed < Patience;)
        {
            await Task.Delay(Look);
        }

        await ended.CancelAsync();
        await looking;
        Missed = sent.Count;
    }

    private InvalidOperationException Unseen() =>
        new($"{sent.Count} of {sent.Count + seconds.Count} marked orders were not visible within {Patience}: {visible}");

    private Dictionary<Topic, List<ReadOnlyMemory<byte>>> ByTopic(int from, int to) =>
        events.Skip(from).Take(to - from).GroupBy(e => e.Topic).ToDictionary(g => g.Key, g => g.Select(e => e.Payload).ToList());

    private Task<int[]> PublishAsync(Dictionary<Topic, List<ReadOnlyMemory<byte>>> round) =>
        Task.WhenAll(round.Select(r => publisher.AppendAsync(r.Key, r.Value, default).AsTask()));

    private void AddMark(Dictionary<Topic, List<ReadOnlyMemory<byte>>> round, int number, long time) =>
        (round.TryGetValue(Topic.Orders, out var orders) ? orders : round[Topic.Orders] = []).Add(Mark(number, time));

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
                    seen = seconds.Count;
                }
            }

            await Task.Delay(Look);
        }
    }

    /// <summary>What a flood was like.</summary>
    /// <param name="Rate">Events that became visible a second.</param>
    /// <param name="Waited">For which part of the time the publisher waited until more of them were; where it is small, the publisher was measured.</param>
    /// <param name="Fed">All events, those of the warm-up and the marks included.</param>
    public readonly record struct Flood(double Rate, double Waited, long Fed);
}
