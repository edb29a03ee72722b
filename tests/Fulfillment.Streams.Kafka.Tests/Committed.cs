using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>What the broker says the group has committed.</summary>
public static class Committed
{
    public static long? Of(KafkaOptions options, Topic topic, int partition)
    {
        using var reader = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig
        {
            BootstrapServers = options.BootstrapServers,
            GroupId = options.GroupId,
        }).Build();
        var at = new TopicPartition(options.NameOf(topic), partition);
        var offset = reader.Committed([at], TimeSpan.FromSeconds(10)).Single().Offset;
        return offset.IsSpecial ? null : offset.Value;
    }
}
