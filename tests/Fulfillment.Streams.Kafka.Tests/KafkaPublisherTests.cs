using System.Text;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaPublisherTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public async Task One_shops_events_meet_in_one_partition_of_every_topic_in_their_order()
    {
        var options = broker.Topics(8);
        using (var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance))
        {
            foreach (var topic in TopicNames.All)
            {
                Assert.Equal(2000, await publisher.AppendAsync(topic, Events(shops: 40, each: 50), CancellationToken.None));
            }
        }

        var records = Running.ToEnd(options).Records();

        Assert.Equal(12_000, records.Count);
        foreach (var shop in records.GroupBy(record => record.Value[..record.Value.IndexOf(',', StringComparison.Ordinal)]))
        {
            Assert.Single(shop.Select(record => record.Lane).Distinct());
            Assert.All(shop.GroupBy(record => record.Topic), topic => Assert.Equal(
                topic.Select(record => record.Offset).Order(), topic.OrderBy(record => Number(record.Value)).Select(record => record.Offset)));
        }

        Assert.True(records.Select(record => record.Lane).Distinct().Count() > 4, "40 shops fell into few partitions");
    }

    /// <summary>The partitions Java's default partitioner gives these keys of 8 partitions: murmur2 with seed 0x9747b28c, sign bit off.</summary>
    [Fact]
    public async Task The_partition_is_the_one_java_clients_choose()
    {
        var options = broker.Topics(8);
        using (var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance))
        {
            await publisher.AppendAsync(Topic.Orders, Events(shops: 10, each: 1), CancellationToken.None);
        }

        foreach (var record in Running.ToEnd(options).Records())
        {
            var shop = record.Value.Split('"')[3];
            Assert.Equal((Murmur2(Encoding.UTF8.GetBytes(shop)) & 0x7fffffff) % 8, record.Lane);
        }
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_is_reported_with_the_cure()
    {
        var options = broker.Nothing();
        options.Settings["topic.metadata.propagation.max.ms"] = "100";
        using var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance);

        var failure = await Assert.ThrowsAsync<KafkaPublishException>(
            async () => await publisher.AppendAsync(Topic.Orders, Events(shops: 2, each: 1), CancellationToken.None));

        Assert.StartsWith($"Kafka at Kafka:BootstrapServers = {broker.Bootstrap} did not take 2 of 2 records for topic {options.NameOf(Topic.Orders)}: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Create the topics with: fulfillment topics create.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_go_where_their_key_says()
    {
        var options = broker.Topics(4);
        broker.Create(options.AlertsTopic, 4);
        using var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance);

        Assert.Equal(2, await publisher.AppendAsync(options.AlertsTopic, Events(shops: 2, each: 1), _ => "shop"u8.ToArray(), CancellationToken.None));
    }

    private static ReadOnlyMemory<byte>[] Events(int shops, int each) =>
        [.. Enumerable.Range(0, shops * each).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"shop_id":"shop-{{n % shops}}","n":{{n}}}"""))];

    private static int Number(string value) => int.Parse(value[(value.LastIndexOf(':') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);

    private static int Murmur2(byte[] data)
    {
        unchecked
        {
            const uint M = 0x5bd1e995;
            var h = 0x9747b28c ^ (uint)data.Length;
            var whole = data.Length / 4 * 4;
            for (var i = 0; i < whole; i += 4)
            {
                var k = BitConverter.ToUInt32(data, i) * M;
                h = (h * M) ^ ((k ^ (k >> 24)) * M);
            }

            for (var i = data.Length - 1; i >= whole; i--)
            {
                h ^= (uint)data[i] << (8 * (i - whole));
            }

            h = data.Length > whole ? h * M : h;
            h = (h ^ (h >> 13)) * M;
            return (int)(h ^ (h >> 15));
        }
    }
}
