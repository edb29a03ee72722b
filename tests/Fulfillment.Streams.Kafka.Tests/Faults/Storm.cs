using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>Faults of brokers and workers that come and go, in an order that a seed decides.</summary>
internal sealed class Storm(BrokerProcess brokers, KafkaOptions options, int partitions, Ledger ledger, int seed) : IDisposable
{
    private const int Brokers = 3;
    private const int WorkersMax = 3;

    private static readonly (Api Api, Fault[] Faults)[] Failing =
    [
        (Api.Fetch, [Fault.NotLeader, Fault.StorageError, Fault.OffsetNotAvailable, Fault.UnknownLeaderEpoch, Fault.Disconnect]),
        (Api.ListOffsets, [Fault.NotLeader, Fault.LeaderNotAvailable, Fault.Disconnect]),
        (Api.Metadata, [Fault.LeaderNotAvailable, Fault.Disconnect]),
        (Api.OffsetCommit, [Fault.NotCoordinator, Fault.CoordinatorLoading, Fault.RebalanceInProgress, Fault.UnknownMember, Fault.Disconnect]),
        (Api.FindCoordinator, [Fault.CoordinatorNotAvailable, Fault.Disconnect]),
        (Api.JoinGroup, [Fault.CoordinatorLoading, Fault.NotCoordinator, Fault.UnknownMember]),
        (Api.Heartbeat, [Fault.NotCoordinator, Fault.RebalanceInProgress, Fault.IllegalGeneration, Fault.UnknownMember, Fault.Disconnect]),
        (Api.SyncGroup, [Fault.RebalanceInProgress, Fault.NotCoordinator]),
    ];

    private readonly Random random = new(seed);
    private readonly List<Worker> workers = [new(options, ledger)];

    /// <summary>The workers there are.</summary>
    public IReadOnlyList<Worker> Workers => workers;

    /// <summary>What happened, for the message of a failure.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Lets one thing happen.</summary>
    public void Blow()
    {
        switch (random.Next(8))
        {
            case 0:
                Tell($"down {Broker()}");
                break;
            case 1 or 2:
                Tell("up");
                break;
            case 3:
                Tell($"leader {options.NameOf((Topic)random.Next(TopicNames.Count))} {random.Next(partitions)} {Broker()}");
                break;
            case 4:
                Tell($"rtt {random.Next(3) * 20} {Broker()}");
                break;
            case 5 when workers.Count < WorkersMax:
                Story.Add("a worker joins");
                workers.Add(new Worker(options, ledger));
                break;
            case 6 when workers.Count > 1:
                Story.Add("a worker leaves");
                var leaving = workers[random.Next(workers.Count)];
                workers.Remove(leaving);
                leaving.Running.Stop();
                leaving.Dispose();
                break;
            default:
                var (api, faults) = Failing[random.Next(Failing.Length)];
                Tell($"fail {(int)api} {(int)faults[random.Next(faults.Length)]} {1 + random.Next(3)}");
                break;
        }
    }

    /// <summary>Ends all faults.</summary>
    public void Calm()
    {
        Tell("up");
        Tell("rtt 0");
        foreach (var (api, _) in Failing)
        {
            Tell($"heal {(int)api}");
        }
    }

    public void Dispose() => workers.ForEach(worker => worker.Dispose());

    private int Broker() => 1 + random.Next(Brokers);

    private void Tell(string command)
    {
        Story.Add(command);
        brokers.Tell(command);
    }
}
