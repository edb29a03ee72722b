using System.Runtime.InteropServices;

namespace Fulfillment.Streams.MockBroker;

/// <summary>librdkafka's mock cluster: brokers on TCP ports of this process, speaking the real protocol.</summary>
internal static unsafe partial class NativeMock
{
    private const string Name = "librdkafka";

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfiguration();

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    public static partial nint NewClient(int type, nint configuration, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy")]
    public static partial void DestroyClient(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial byte* Bootstraps(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(nint cluster, int broker, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushErrors(nint cluster, short api, nuint count, int* errors);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearErrors(nint cluster, short api);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_coordinator_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCoordinator(nint cluster, string keyType, string key, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DeleteRecords(nint cluster, string topic, int partition, long before);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_start_request_tracking")]
    public static partial void TrackRequests(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_clear_requests")]
    public static partial void ForgetRequests(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_get_requests")]
    public static partial nint* Requests(nint cluster, nuint* count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_request_api_key")]
    public static partial short ApiOf(nint request);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_request_destroy_array")]
    public static partial void DestroyRequests(nint* requests, nuint count);
}
