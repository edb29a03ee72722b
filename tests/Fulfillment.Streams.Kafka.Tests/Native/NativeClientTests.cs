using Confluent.Kafka;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Tests.Native;

public sealed class NativeClientTests
{
    [Fact]
    public void The_native_client_behind_a_consumer_can_be_reached()
    {
        NativeClient.EnsureLoaded();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { GroupId = "g" }).Build();

        var handle = ClientHandle.Of(consumer.Handle);

        Assert.False(handle.IsInvalid);
        var queue = Librdkafka.NewQueue(handle.DangerousGetHandle());
        Assert.NotEqual(0, queue);
        Librdkafka.DestroyQueue(queue);
    }
}
