using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Fulfillment.Streams.Kafka.Native;

/// <summary>
/// Confluent.Kafka's own handle on the native client. Counting a reference on it keeps the client alive for as long
/// as a batch still points into its memory, even when the consumer was disposed meanwhile.
/// </summary>
internal static class ClientHandle
{
    /// <summary>The handle behind a consumer. The property is internal to Confluent.Kafka 2.15; a test fails if it moves.</summary>
    public static SafeHandle Of(Handle handle) => (SafeHandle)Inner(handle);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object Inner(Handle handle);
}
