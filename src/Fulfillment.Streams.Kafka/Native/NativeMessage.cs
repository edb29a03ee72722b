using System.Runtime.InteropServices;
using Fulfillment.Streams.Ingest;

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

    /// <summary>
    /// The format its header <c>content-type</c> names. What begins as a JSON object is not asked: no message does, for <c>{</c>
    /// would be a group in field 15, and parsing headers costs more than decoding what has none.
    /// </summary>
    public static RecordFormat FormatOf(NativeMessage* message)
    {
        if (message->Length == 0 || *message->Payload == (byte)'{' || Librdkafka.MessageHeaders(message, out var headers) != 0)
        {
            return RecordFormat.Json;
        }

        fixed (byte* name = "content-type\0"u8)
        {
            return Librdkafka.LastHeader(headers, name, out var value, out var size) == 0 && value is not null
                ? ContentType.FormatOf(new ReadOnlySpan<byte>(value, checked((int)size)))
                : RecordFormat.Json;
        }
    }
}
