using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>Records put into topics by a plain producer, and what a reader must therefore find.</summary>
public static class Written
{
    /// <summary>Writes <paramref name="each"/> records to every partition of every topic; the value names where it belongs.</summary>
    public static void Everywhere(KafkaOptions options, int partitions, int each, int from = 0)
    {
        using var producer = Producer(options);
        for (var n = from; n < from + each; n++)
        {
            foreach (var topic in TopicNames.All)
            {
                for (var partition = 0; partition < partitions; partition++)
                {
                    producer.Produce(new TopicPartition(options.NameOf(topic), partition), Message(Value(topic, partition, n)));
                }
            }
        }

        Flush(producer);
    }

    public static void One(KafkaOptions options, Topic topic, int partition, string value)
    {
        using var producer = Producer(options);
        producer.Produce(new TopicPartition(options.NameOf(topic), partition), Message(value));
        Flush(producer);
    }

    public static string Value(Topic topic, int partition, long n) => $$"""{"topic":"{{topic.Name()}}","partition":{{partition}},"n":{{n}},"é":"ü"}""";

    /// <summary>Asserts that each partition of each topic was read from one offset to another, in order, once, with the right bytes.</summary>
    public static void AssertRead(RecordingHost host, int partitions, long from, long to)
    {
        var records = host.Records().GroupBy(r => (r.Topic, r.Lane)).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var topic in TopicNames.All)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                var expected = Enumerable.Range((int)from, (int)(to - from)).Select(n => ((long)n, Value(topic, partition, n)));
                Assert.Equal(expected, records.GetValueOrDefault((topic, partition), []).Select(r => (r.Offset, r.Value)));
            }
        }
    }

    private static Message<Null, byte[]> Message(string value) => new() { Value = Encoding.UTF8.GetBytes(value) };

    public static IProducer<Null, byte[]> Producer(KafkaOptions options)
    {
        NativeClient.EnsureLoaded();
        return new ProducerBuilder<Null, byte[]>(new ProducerConfig
        {
            BootstrapServers = options.BootstrapServers,
            LingerMs = 20,
            CompressionType = CompressionType.Lz4,
            QueueBufferingMaxMessages = 2_000_000,
        }).Build();
    }

    private static void Flush(IProducer<Null, byte[]> producer) => Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
}
