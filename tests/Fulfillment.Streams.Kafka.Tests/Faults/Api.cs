namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>Numbers of Kafka's requests.</summary>
public enum Api
{
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    SyncGroup = 14,
}
