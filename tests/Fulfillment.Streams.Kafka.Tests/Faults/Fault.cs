namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>Numbers of Kafka's errors, and that of a connection cut instead of an answer.</summary>
public enum Fault
{
    Disconnect = -195,
    Unknown = -1,
    OffsetOutOfRange = 1,
    UnknownTopicOrPartition = 3,
    LeaderNotAvailable = 5,
    NotLeader = 6,
    TimedOut = 7,
    CoordinatorLoading = 14,
    CoordinatorNotAvailable = 15,
    NotCoordinator = 16,
    IllegalGeneration = 22,
    UnknownMember = 25,
    RebalanceInProgress = 27,
    StorageError = 56,
    FencedLeaderEpoch = 74,
    UnknownLeaderEpoch = 75,
    OffsetNotAvailable = 78,
}
