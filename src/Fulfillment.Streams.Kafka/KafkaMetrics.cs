using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka;

/// <summary>Counters named by OpenTelemetry's conventions for messaging.</summary>
internal static class KafkaMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Fulfillment.Streams.Kafka";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Messages =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Records handed to lanes.");

    private static readonly Counter<long> Bytes =
        Meter.CreateCounter<long>("fulfillment.kafka.consumed.bytes", "By", "Payload bytes handed to lanes.");

    private static readonly Counter<long> Rebalances =
        Meter.CreateCounter<long>("fulfillment.kafka.rebalances", "{rebalance}", "Times lanes came or went.");

    private static readonly Counter<long> Letters =
        Meter.CreateCounter<long>("fulfillment.kafka.dead_letters", "{message}", "Records written to dead-letter topics.");

    public static void Consumed(RawBatch batch, KafkaOptions options)
    {
        if (Messages.Enabled || Bytes.Enabled)
        {
            var tags = Tags(options.NameOf(batch.Topic));
            Messages.Add(batch.Count, tags);
            Bytes.Add(batch.Bytes, tags);
        }
    }

    public static void Rebalanced(string how) => Rebalances.Add(1, new KeyValuePair<string, object?>("kind", how));

    public static void DeadLettered(string topic, int count) => Letters.Add(count, Tags(topic));

    private static TagList Tags(string topic) => new()
    {
        { "messaging.system", "kafka" },
        { "messaging.destination.name", topic },
    };
}
