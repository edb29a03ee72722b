using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Kafka.Native;

/// <summary>
/// The calls Confluent.Kafka does not offer: reading a queue in batches, commits that do not block, and asking
/// whether a setting exists. Everything else goes through Confluent.Kafka.
/// </summary>
internal static unsafe partial class Librdkafka
{
    private const string Name = "librdkafka";

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_new")]
    public static partial nint NewQueue(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_partition", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint PartitionQueue(nint client, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_forward")]
    public static partial void Forward(nint from, nint to);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_destroy")]
    public static partial void DestroyQueue(nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_cb_event_enable")]
    public static partial void OnEvent(nint queue, delegate* unmanaged[Cdecl]<nint, nint, void> callback, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    public static partial nint ConsumeBatch(nint queue, int timeoutMilliseconds, NativeMessage** messages, nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_headers")]
    public static partial int MessageHeaders(NativeMessage* message, out nint headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_get_last")]
    public static partial int LastHeader(nint headers, byte* name, out byte* value, out nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    public static partial void DestroyMessage(NativeMessage* message);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_name")]
    public static partial byte* TopicName(nint topicHandle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    public static partial nint NewOffsets(int size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AddOffset(nint list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_set_offset", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetOffset(nint list, string topic, int partition, long offset);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    public static partial void DestroyOffsets(nint list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_commit_queue")]
    public static partial int Commit(nint client, nint offsets, nint replies, nint callback, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_poll")]
    public static partial nint PollEvent(nint queue, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_event_error")]
    public static partial int EventError(nint happened);

    [LibraryImport(Name, EntryPoint = "rd_kafka_event_destroy")]
    public static partial void DestroyEvent(nint happened);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfiguration();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfiguration(nint configuration, string name, string value, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_destroy")]
    public static partial void DestroyConfiguration(nint configuration);
}
