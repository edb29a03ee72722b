using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.DeadLetters;
using Fulfillment.Streams.Kafka.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Kafka.Tests.DeadLetters;

public sealed class KafkaDeadLettersTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    private static readonly DateTimeOffset At = new(2026, 3, 6, 20, 15, 0, 125, TimeSpan.Zero);

    [Fact]
    public async Task A_letter_keeps_its_bytes_and_says_where_it_came_from_and_why()
    {
        var options = broker.Topics(3);
        byte[] bytes = [0x7B, 0xFF, 0x00, 0xC3, 0x28];

        await Write(options, new DeadLetter(Topic.AdSpend, 2, 41, "invalid_utf8", At, bytes));

        var stored = Raw(options, options.DeadLettersOf(Topic.AdSpend));
        Assert.Equal(2, stored.Partition.Value);
        Assert.Equal(bytes, stored.Message.Value);
        Assert.Equal(
            ["topic=ad-spend", "partition=2", "offset=41", "reason=invalid_utf8", "rejected-at=2026-03-06T20:15:00.1250000Z"],
            stored.Message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}"));
    }

    [Fact]
    public async Task A_letter_of_a_message_says_that_it_is_one()
    {
        var options = broker.Topics(1);
        await Write(options, new DeadLetter(Topic.Stock, 0, 1, "not_protobuf", At, new byte[] { 0xFF }, RecordFormat.Protobuf));

        Assert.True(Raw(options, options.DeadLettersOf(Topic.Stock)).Message.Headers.TryGetLastBytes("content-type", out var type));
        Assert.Equal("application/x-protobuf", Encoding.UTF8.GetString(type));
        Assert.Equal(RecordFormat.Protobuf, Assert.Single(new DeadLetterReader(options).Read(Topic.Stock, CancellationToken.None)).Format);
    }

    [Fact]
    public async Task Letters_are_read_back_as_they_were_written_and_each_once_although_written_twice()
    {
        var options = broker.Topics(2);
        var letters = Enumerable.Range(0, 500)
            .Select(n => new DeadLetter(Topic.Orders, n % 2, n / 2, $"missing_field: f{n}", At.AddSeconds(n), Encoding.UTF8.GetBytes($"bad {n}")))
            .ToArray();

        await Write(options, letters);
        await Write(options, letters[..100]);

        var read = new DeadLetterReader(options).Read(Topic.Orders, CancellationToken.None).ToList();
        Assert.Equal(500, read.Count);
        foreach (var (expected, actual) in letters.Zip(read.OrderBy(letter => letter.RejectedAt)))
        {
            Assert.Equal(expected with { Payload = default }, actual with { Payload = default });
            Assert.Equal(expected.Payload.ToArray(), actual.Payload.ToArray());
        }
    }

    [Fact]
    public async Task A_letter_from_a_partition_the_dead_letter_topic_lacks_is_kept_too()
    {
        var options = broker.Topics(1);

        await Write(options, new DeadLetter(Topic.Stock, 9, 1, "not_json", At, "x"u8.ToArray()));

        Assert.Equal(9, Assert.Single(new DeadLetterReader(options).Read(Topic.Stock, CancellationToken.None)).Partition);
    }

    [Fact]
    public async Task A_record_the_broker_finds_too_large_is_cut_and_says_so()
    {
        const int Produce = 0, MessageTooLarge = 10;
        using var own = new BrokerProcess();
        var options = own.Topics(1);
        own.Tell($"fail {Produce} {MessageTooLarge} 1");

        await Write(options, new DeadLetter(Topic.Plans, 0, 7, "too_large", At, new byte[2_000_000]));

        var stored = Raw(options, options.DeadLettersOf(Topic.Plans));
        Assert.Equal(KafkaDeadLetters.CutLength, stored.Message.Value.Length);
        Assert.Equal("2000000", Encoding.UTF8.GetString(stored.Message.Headers.GetLastBytes("cut-from")));
    }

    [Fact]
    public async Task Writing_waits_for_a_topic_that_does_not_exist_and_can_be_cancelled()
    {
        var options = broker.Nothing();
        options.Settings["topic.metadata.propagation.max.ms"] = "100";
        using var letters = new KafkaDeadLetters(options, NullLogger<KafkaDeadLetters>.Instance, TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await letters.WriteAsync([new DeadLetter(Topic.Orders, 0, 1, "not_json", At, "x"u8.ToArray())], stop.Token));

        Assert.Empty(new DeadLetterReader(options).Read(Topic.Orders, CancellationToken.None));
    }

    [Fact]
    public void A_dead_letter_topic_somebody_else_wrote_to_can_still_be_listed()
    {
        var options = broker.Topics(1);
        var shifted = new KafkaOptions { BootstrapServers = options.BootstrapServers, Topics = { ["orders"] = options.DeadLettersOf(Topic.Orders) } };
        Written.One(shifted, Topic.Orders, 0, "by hand");

        var letter = Assert.Single(new DeadLetterReader(options).Read(Topic.Orders, CancellationToken.None));

        Assert.Equal((Topic.Orders, 0, 0L, "unknown", "by hand"), (letter.Topic, letter.Partition, letter.Offset, letter.Reason, Encoding.UTF8.GetString(letter.Payload.Span)));
    }

    private static async Task Write(KafkaOptions options, params DeadLetter[] letters)
    {
        using var sink = new KafkaDeadLetters(options, NullLogger<KafkaDeadLetters>.Instance, TimeProvider.System);
        await sink.WriteAsync(letters, CancellationToken.None);
    }

    private static ConsumeResult<Ignore, byte[]> Raw(KafkaOptions options, string topic)
    {
        NativeClient.EnsureLoaded();
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = options.BootstrapServers,
            GroupId = "raw",
        }).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        return consumer.Consume(TimeSpan.FromSeconds(20));
    }
}
