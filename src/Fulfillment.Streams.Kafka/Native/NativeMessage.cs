using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>, read in place.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public int Error;
    public nint TopicHandle;
    public int Partition;
    public byte* Payload;
    public nuint Length;
    public byte* Key;
    public nuint KeyLength;
    public long Offset;
    public nint Private;

    /// <summary>The value's bytes; empty for a tombstone. Valid until the message is destroyed.</summary>
    public readonly ReadOnlySpan<byte> Value => Payload is null ? default : new(Payload, checked((int)Length));
}
