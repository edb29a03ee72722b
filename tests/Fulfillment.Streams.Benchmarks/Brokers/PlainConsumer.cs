using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>
/// A contender: what most .NET teams write. <c>Consume()</c> an event at a time, System.Text.Json, dictionaries of rolling sums,
/// and every second the sums that changed into ClickHouse, over the adapter the engine uses. It merges nothing: an order counts
/// when it is first stated with lines, and what is said of it later, or twice, is as it comes.
/// </summary>
internal sealed class PlainConsumer : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);
    private readonly IConsumer<Ignore, byte[]> consumer;
    private readonly RollingSums sums = new();
    private readonly HashSet<TopicPartition> ended = [];
    private readonly Stopwatch watch = new();
    private long events;
    private bool isAtEnd;

    private PlainConsumer(string address, string group)
    {
        consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = address, GroupId = group, AutoOffsetReset = AutoOffsetReset.Earliest, EnablePartitionEof = true, EnableAutoCommit = false,
        }).Build();
        consumer.Subscribe([Topic.Orders.Name(), Topic.Tracking.Name(), Topic.AdSpend.Name(), Topic.Stock.Name(), Topic.Returns.Name(), Topic.Plans.Name()]);
    }

    public static async Task<Outcome> RunAsync(string address, string group, string store)
    {
        await using var engine = EmbeddedClickHouse.Open(store, new EmbeddedOptions());
        using var plain = new PlainConsumer(address, group);
        await plain.DrainAsync(engine);
        return new Outcome { Figures = new Dictionary<string, double> { ["seconds"] = plain.watch.Elapsed.TotalSeconds, ["events"] = plain.events } };
    }

    public void Dispose()
    {
        consumer.Close();
        consumer.Dispose();
    }

    private async Task DrainAsync(EmbeddedClickHouse engine)
    {
        await engine.ExecuteAsync(RollingSums.Table, default);
        var sinceFlush = Stopwatch.StartNew();
        while (!isAtEnd)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } message)
            {
                watch.Start(); // joining the group is not counted
                Take(message);
            }

            if (sinceFlush.Elapsed >= FlushInterval)
            {
                await FlushAsync(engine);
                sinceFlush.Restart();
            }
        }

        await FlushAsync(engine);
        watch.Stop();
    }

    private void Take(ConsumeResult<Ignore, byte[]> message)
    {
        if (message.IsPartitionEOF)
        {
            ended.Add(message.TopicPartition);
            isAtEnd = ended.Count == consumer.Assignment.Count; // asked only here: it is a question to another thread
            return;
        }

        events++;
        switch (message.Topic)
        {
            case "orders": sums.Add(JsonSerializer.Deserialize(message.Message.Value, EventJson.Default.OrderEvent)!); break;
            case "tracking": sums.Add(JsonSerializer.Deserialize(message.Message.Value, EventJson.Default.TrackingEvent)!); break;
            case "ad-spend": sums.Add(JsonSerializer.Deserialize(message.Message.Value, EventJson.Default.AdSpendEvent)!); break;
            default: break; // the others are read and left
        }
    }

    private async Task FlushAsync(EmbeddedClickHouse engine)
    {
        var rows = sums.TakeChanged();
        await engine.InsertAsync(rows.Table, rows.Bytes, default);
    }
}
