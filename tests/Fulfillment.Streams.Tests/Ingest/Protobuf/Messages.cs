using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Messages;
using Fulfillment.Streams.Tests.Ingest.Json;
using Google.Protobuf;

namespace Fulfillment.Streams.Tests.Ingest.Protobuf;

/// <summary>What the tests of messages say things in.</summary>
internal static class Messages
{
    /// <summary>A batch of messages with offsets 100, 101, …</summary>
    public static BufferedRawBatch Raw(Topic topic, params IEnumerable<byte[]> messages)
    {
        var raw = new BufferedRawBatch { Topic = topic, Partition = 3 };
        foreach (var message in messages)
        {
            raw.Add(100 + raw.Count, message, RecordFormat.Protobuf);
        }

        return raw;
    }

    /// <summary>Decodes messages.</summary>
    public static EventBatch Decode(Topic topic, params IEnumerable<byte[]> messages)
    {
        using var raw = Raw(topic, messages);
        return Decoding.Decoder().Decode(raw);
    }

    /// <summary>The sample of a topic.</summary>
    public static byte[] Sample(Topic topic) => JsonToMessage.Convert(topic, System.Text.Encoding.UTF8.GetBytes(Samples.Of(topic)));

    /// <summary>The sample order, changed.</summary>
    public static byte[] Order(Action<Order> change)
    {
        var order = Streams.Messages.Order.Parser.ParseFrom(Sample(Topic.Orders));
        change(order);
        return order.ToByteArray();
    }

    /// <summary>The reason of an order that must be rejected, having left no trace.</summary>
    public static string Reason(byte[] order)
    {
        var batch = Decode(Topic.Orders, order);
        Assert.Equal((0, 0), (batch.Events.Count, batch.Events.Text.Used));
        var letter = Assert.Single(batch.Rejected);
        Assert.Equal(RecordFormat.Protobuf, letter.Format);
        Assert.Equal(order, letter.Payload.ToArray());
        return letter.Reason;
    }

    /// <summary>The columns of an order that must be accepted.</summary>
    public static OrderColumns Accept(byte[] order)
    {
        var batch = Decode(Topic.Orders, order);
        Assert.Empty(batch.Rejected.Select(letter => letter.Reason));
        return (OrderColumns)batch.Events;
    }
}
