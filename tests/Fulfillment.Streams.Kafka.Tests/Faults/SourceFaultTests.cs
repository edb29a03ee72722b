using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>Whatever brokers do, each lane is given every record, in order, from where it was opened; under load all the while.</summary>
public sealed class SourceFaultTests : IDisposable
{
    private const int Partitions = 2;
    private const int SomeMore = 200;
    private readonly BrokerProcess brokers = new(3);
    private readonly KafkaOptions options;
    private readonly Ledger ledger = new();
    private readonly ListLogger log = new();

    public SourceFaultTests() => options = brokers.Topics(Partitions, o =>
    {
        (o.StopAtEnd, o.TopicWait) = (false, TimeSpan.FromMinutes(1));
        o.SessionTimeout = TimeSpan.FromSeconds(2);
    });

    [Fact]
    public void One_broker_after_another_goes_down_and_comes_back() => Survive(worker =>
    {
        for (var broker = 1; broker <= 3; broker++)
        {
            brokers.Tell($"down {broker}");
            worker.ReadsOn(ledger, 1); // what the others lead
            brokers.Tell($"up {broker}");
            worker.ReadsOn(ledger, SomeMore);
        }
    });

    [Fact]
    public void All_brokers_go_down_and_come_back() => Survive(worker =>
    {
        brokers.Tell("down");
        worker.Running.Until(() => log.Lines.Any(line => line.Id == 2020), "that it was noticed");
        brokers.Tell("up");
        worker.ReadsOn(ledger, SomeMore);
    });

    [Fact]
    public void Every_partition_gets_another_leader_again_and_again() => Survive(worker =>
    {
        for (var round = 0; round < 6; round++)
        {
            foreach (var topic in TopicNames.All)
            {
                brokers.Tell($"leader {options.NameOf(topic)} {round % Partitions} {1 + ((round + (int)topic) % 3)}");
            }

            worker.ReadsOn(ledger, SomeMore);
        }
    });

    [Fact]
    public void The_group_gets_another_coordinator() => Survive(worker =>
    {
        for (var broker = 1; broker <= 3; broker++)
        {
            brokers.Tell($"coordinator {options.GroupId} {broker}");
            worker.ReadsOn(ledger, SomeMore);
        }
    });

    [Theory]
    [InlineData(Api.Fetch, Fault.NotLeader, Fault.UnknownTopicOrPartition, Fault.OffsetNotAvailable, Fault.StorageError, Fault.FencedLeaderEpoch, Fault.UnknownLeaderEpoch, Fault.LeaderNotAvailable, Fault.Unknown, Fault.Disconnect)]
    [InlineData(Api.OffsetCommit, Fault.NotCoordinator, Fault.CoordinatorLoading, Fault.CoordinatorNotAvailable, Fault.RebalanceInProgress, Fault.IllegalGeneration, Fault.UnknownMember, Fault.Disconnect)]
    [InlineData(Api.Heartbeat, Fault.NotCoordinator, Fault.CoordinatorNotAvailable, Fault.RebalanceInProgress, Fault.IllegalGeneration, Fault.UnknownMember, Fault.Disconnect)]
    public void Requests_fail_while_it_reads(Api api, params Fault[] faults) => Survive(worker =>
    {
        foreach (var fault in faults)
        {
            brokers.Tell($"fail {(int)api} {(int)fault} 2");
            brokers.Tell($"await {(int)api} 3");
            worker.ReadsOn(ledger, SomeMore);
        }
    });

    [Theory]
    [InlineData(Api.FindCoordinator, Fault.CoordinatorNotAvailable, Fault.Disconnect)]
    [InlineData(Api.JoinGroup, Fault.NotCoordinator, Fault.CoordinatorLoading, Fault.UnknownMember, Fault.Disconnect)]
    [InlineData(Api.SyncGroup, Fault.NotCoordinator, Fault.RebalanceInProgress, Fault.UnknownMember, Fault.Disconnect)]
    [InlineData(Api.Metadata, Fault.LeaderNotAvailable, Fault.UnknownTopicOrPartition, Fault.Disconnect)]
    [InlineData(Api.ListOffsets, Fault.NotLeader, Fault.LeaderNotAvailable, Fault.Disconnect)]
    public void Requests_fail_while_it_joins(Api api, params Fault[] faults)
    {
        foreach (var fault in faults)
        {
            brokers.Tell($"fail {(int)api} {(int)fault} 1");
        }

        Survive(worker =>
        {
            brokers.Tell($"await {(int)api} {faults.Length}");
            worker.ReadsOn(ledger, SomeMore);
        });
    }

    [Fact]
    public void Answers_take_long() => Survive(worker =>
    {
        brokers.Tell("rtt 500");
        worker.ReadsOn(ledger, SomeMore);
        brokers.Tell("rtt 0");
    });

    [Fact]
    public void A_broker_that_denies_an_offset_it_has_makes_a_lane_read_from_the_beginning_and_is_reported()
    {
        Written.Everywhere(options, Partitions, each: 50);
        var host = new RecordingHost();
        using var running = new Running(options, host, log);
        running.Until(() => host.Count == 6 * Partitions * 50, "all records");

        brokers.Tell($"fail {(int)Api.Fetch} {(int)Fault.OffsetOutOfRange} 1");
        running.Until(() => host.Count > 6 * Partitions * 50, "some again");
        running.Until(() => host.Count % 50 == 0, "whole partitions");
        running.Stop();

        Assert.NotEmpty(log.Gaps);
        Assert.All(log.Gaps, line => Assert.Equal(2008, line.Id));
        foreach (var partition in host.Records().GroupBy(r => (r.Topic, r.Lane)))
        {
            var offsets = partition.Select(r => r.Offset).ToArray();
            Assert.All(offsets.Chunk(50), pass => Assert.Equal(Enumerable.Range(0, 50).Select(n => (long)n), pass));
        }
    }

    public void Dispose() => brokers.Dispose();

    /// <summary>Reads under load while something happens, then to the end of what was written.</summary>
    private void Survive(Action<Worker> happening)
    {
        using var load = new Load(options, Partitions);
        using var worker = new Worker(options, ledger, log);
        worker.Running.Until(() => ledger.Count > 0, "a first record");
        happening(worker);
        var each = load.End();
        worker.Running.Until(() => ledger.Missing(Partitions, each) == 0, $"all of {each} records of each partition");
        Assert.Equal(Partitions, worker.Lanes.OpenLanes);
        worker.Running.Stop();
        Assert.Empty(log.Gaps);
    }
}
