using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>A record says its format by its header content-type.</summary>
public sealed class KafkaFormatTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    // shop_id "s1" as a message and as JSON
    private static readonly byte[] Message = [(2 << 3) | 2, 2, (byte)'s', (byte)'1'];
    private static readonly byte[] Json = """{"shop_id":"s1"}"""u8.ToArray();

    [Theory]
    [InlineData("application/x-protobuf", RecordFormat.Protobuf)]
    [InlineData("application/protobuf", RecordFormat.Protobuf)]
    [InlineData("application/vnd.google.protobuf", RecordFormat.Protobuf)]
    [InlineData("Application/X-Protobuf; messageType=Order", RecordFormat.Protobuf)]
    [InlineData("application/json", RecordFormat.Json)]
    [InlineData("application/protobuffer", RecordFormat.Json)]
    [InlineData("", RecordFormat.Json)]
    [InlineData(null, RecordFormat.Json)]
    public void The_header_decides_in_any_of_its_spellings(string? type, RecordFormat expected)
    {
        var options = broker.Topics(1);
        using (var producer = Written.Producer(options))
        {
            Headers? headers = type is null ? null : [new Header("x", [1]), new Header("content-type", Encoding.UTF8.GetBytes(type))];
            producer.Produce(options.NameOf(Topic.Orders), new Message<Null, byte[]> { Value = Message, Headers = headers });
            Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
        }

        Assert.Equal([expected], Formats(options));
    }

    [Fact]
    public void What_begins_as_an_object_is_json_whatever_it_says_and_a_header_of_nothing_says_nothing()
    {
        var options = broker.Topics(1);
        using (var producer = Written.Producer(options))
        {
            foreach (var (value, header) in new[] { (Json, "application/x-protobuf"u8.ToArray()), (Message, null), (Message, new byte[2000]), ([], "application/x-protobuf"u8.ToArray()) })
            {
                producer.Produce(
                    options.NameOf(Topic.Orders), new Message<Null, byte[]> { Value = value, Headers = [new Header("content-type", header)] });
            }

            Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(Enumerable.Repeat(RecordFormat.Json, 4), Formats(options));
    }

    [Fact]
    public async Task The_publisher_says_it_and_puts_a_shops_messages_where_its_json_is()
    {
        var options = broker.Topics(8);
        using (var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance))
        {
            await publisher.AppendAsync(Topic.Orders, RecordFormat.Protobuf, [Message, Message], CancellationToken.None);
            await publisher.AppendAsync(Topic.Orders, [Json], CancellationToken.None);
        }

        var lanes = new List<int>();
        var formats = Formats(options, lanes);
        Assert.Equal([RecordFormat.Protobuf, RecordFormat.Protobuf, RecordFormat.Json], formats);
        Assert.Single(lanes.Distinct());
    }

    private static List<RecordFormat> Formats(KafkaOptions options, List<int>? lanes = null)
    {
        var formats = new List<RecordFormat>();
        var host = new RecordingHost
        {
            OnBatch = (lane, batch) =>
            {
                formats.AddRange(Enumerable.Range(0, batch.Count).Select(batch.Format));
                lanes?.Add(lane);
            },
        };
        Running.ToEnd(options, host);
        return formats;
    }
}
