using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaTopicsTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public void Events_dead_letters_and_alerts_are_asked_for_with_equal_partitions()
    {
        var options = new KafkaOptions { Partitions = 6, ReplicationFactor = 3, TopicPrefix = "eu." };

        var specifications = KafkaTopics.Specifications(options);

        Assert.Equal(
            ["eu.orders", "eu.ad-spend", "eu.tracking", "eu.stock", "eu.returns", "eu.plans",
             "eu.orders.dlq", "eu.ad-spend.dlq", "eu.tracking.dlq", "eu.stock.dlq", "eu.returns.dlq", "eu.plans.dlq", "eu.alerts"],
            specifications.Select(topic => topic.Name));
        Assert.All(specifications, topic => Assert.Equal((6, (short)3), (topic.NumPartitions, topic.ReplicationFactor)));
        Assert.All(specifications, topic => Assert.Equal(topic.Name.EndsWith(".dlq", StringComparison.Ordinal), topic.Configs.ContainsKey("max.message.bytes")));
    }

    [Fact]
    public async Task Topics_that_exist_are_left_as_they_are()
    {
        var options = broker.Topics(3, o => o.Partitions = 3);
        broker.Create(options.AlertsTopic, 1);

        var outcomes = await KafkaTopics.CreateAsync(options, CancellationToken.None);

        Assert.Equal(13, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.False(outcome.Created));
        Assert.Equal(new TopicOutcome(options.NameOf(Topic.Orders), 3, Created: false), outcomes[0]);
        Assert.Equal(1, outcomes[^1].Partitions);
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused_before_anything_is_created()
    {
        var options = broker.Nothing();
        options.Partitions = 5;
        broker.Create(options.NameOf(Topic.Stock), 4);

        var failure = await Assert.ThrowsAsync<SourceUnavailableException>(() => KafkaTopics.CreateAsync(options, CancellationToken.None));

        Assert.Equal(
            $"Topics exist at Kafka:BootstrapServers = {broker.Bootstrap} with other numbers of partitions than Kafka:Partitions = 5: {options.NameOf(Topic.Stock)} 4. "
            + "Ask for the same number, or delete them first if they hold nothing worth keeping.",
            failure.Message);
    }

    [Fact]
    public async Task A_broker_that_cannot_create_topics_is_reported()
    {
        var options = broker.Nothing();

        var failure = await Assert.ThrowsAsync<SourceUnavailableException>(() => KafkaTopics.CreateAsync(options, TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.StartsWith($"Kafka at Kafka:BootstrapServers = {broker.Bootstrap} did not create {options.NameOf(Topic.Orders)}, ", failure.Message, StringComparison.Ordinal);
    }
}
