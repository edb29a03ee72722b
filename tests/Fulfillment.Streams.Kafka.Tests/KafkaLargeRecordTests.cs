using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaLargeRecordTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Theory]
    [InlineData("1048576")]
    [InlineData("65536")]
    public void Records_larger_than_a_fetch_and_than_events_may_be_arrive_whole_between_the_others(string fetchBytes)
    {
        var options = broker.Topics(1);
        options.Settings["max.partition.fetch.bytes"] = fetchBytes;
        string[] values = ["{}", new('a', 1 << 20), new('b', (1 << 20) + 1), "{}", new('c', 2_500_000), "{}"];
        Write(options, values);

        var host = Running.ToEnd(options);

        Assert.Equal(values.Select((value, n) => (Topic.Orders, 0, (long)n, value)), host.Records());
    }

    private static void Write(KafkaOptions options, string[] values)
    {
        NativeClient.EnsureLoaded();
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = options.BootstrapServers, MessageMaxBytes = 8_000_000, LingerMs = 0 }).Build();
        foreach (var value in values)
        {
            producer.Produce(new TopicPartition(options.NameOf(Topic.Orders), 0), new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(value) });
            Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
        }
    }
}
