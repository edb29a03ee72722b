using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaGroupTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public void Two_workers_share_the_lanes_without_overlap_keep_what_comes_back_and_hand_over_the_rest()
    {
        var options = broker.Topics(4, o => o.StopAtEnd = false);
        Written.Everywhere(options, partitions: 4, each: 50);
        var (one, two) = (new RecordingHost(), new RecordingHost());

        using var first = new Running(options, one);
        first.Until(() => one.OpenLanes.Count == 4 && one.Count == 1200, "all lanes with the first worker");
        for (var lane = 0; lane < 4; lane++)
        {
            one.Starts[lane] = two.Starts[lane] = one.Reached(lane);
        }

        using var second = new Running(options, two);
        second.Until(() => one.OpenLanes.Count == 2 && two.OpenLanes.Count == 2, "two lanes each");
        Assert.Empty(one.OpenLanes.Intersect(two.OpenLanes));
        Assert.Equal([0, 1, 2, 3], one.OpenLanes.Concat(two.OpenLanes).Order());
        var kept = one.OpenLanes.Order().Select(lane => $"reopen {lane}").ToArray();
        var given = two.OpenLanes.Order().Select(lane => $"close {lane} HandOver");
        first.Until(() => one.Story.Count >= 8, "what became of the four lanes");
        Assert.Equal(kept.Concat(given), one.Story.Skip(4).Take(4));
        Assert.All(one.Story.Skip(8), step => Assert.Contains(step, kept)); // the group may go round once more where a member was slow to join

        Written.Everywhere(options, partitions: 4, each: 30, from: 50);
        second.Until(() => one.Count + two.Count == 1200 + 720, "what came while both held lanes");
        Assert.Equal(360, two.Count);
        foreach (var lane in two.OpenLanes)
        {
            one.Starts[lane] = two.Reached(lane);
        }

        var moved = two.OpenLanes;
        second.Stop();
        Assert.All(two.Story.Skip(2), step => Assert.EndsWith("Drain", step, StringComparison.Ordinal));
        first.Until(() => one.OpenLanes.Count == 4, "all lanes back");
        first.Until(() => moved.All(lane => Committed.Of(options, Topic.Returns, lane) == 80), "that the group knows how far they came");
        first.Stop();
        Assert.Equal(1920, one.Records().Concat(two.Records()).DistinctBy(r => (r.Topic, r.Lane, r.Offset)).Count());
    }

    [Fact]
    public void A_worker_that_fails_to_open_a_lane_gives_the_others_up_unwritten_and_reports_why()
    {
        var options = broker.Topics(3, o => o.StopAtEnd = false);
        var host = new FailingHost();

        var failure = Assert.Throws<InvalidOperationException>(() =>
        {
            using var running = new Running(options, host);
            running.Join();
        });

        Assert.Equal("no room for lane 2", failure.Message);
        Assert.Equal(["open 0", "open 1", "close 0 Lost", "close 1 Lost"], host.Story);
    }

    [Fact]
    public void A_member_the_group_forgot_closes_its_lanes_as_lost_and_reads_them_again()
    {
        const int Heartbeat = 12, UnknownMember = 25;
        var options = broker.Topics(2, o => o.StopAtEnd = false);
        Written.Everywhere(options, partitions: 2, each: 10);
        var host = new RecordingHost();

        using var running = new Running(options, host);
        running.Until(() => host.Count == 120, "all records");
        broker.Tell($"fail {Heartbeat} {UnknownMember} 1");

        running.Until(() => host.Count == 240, "all records again");
        Assert.Equal(["open 0", "open 1", "close 0 Lost", "close 1 Lost", "open 0", "open 1"], host.Story);
        running.Stop();
    }

    [Fact]
    public void Reading_goes_on_after_the_broker_was_down()
    {
        using var own = new BrokerProcess();
        var options = own.Topics(2, o => o.StopAtEnd = false);
        Written.Everywhere(options, partitions: 2, each: 10);
        var host = new RecordingHost();

        using var running = new Running(options, host);
        running.Until(() => host.Count == 120, "all records");
        own.Tell("down");
        own.Tell("up");
        Written.Everywhere(options, partitions: 2, each: 10, from: 10);

        running.Until(() => host.Count == 240, "what came after");
        running.Stop();
        Written.AssertRead(host, partitions: 2, from: 0, to: 20);
    }

    private sealed class FailingHost : ILaneHost
    {
        public List<string> Story { get; } = [];

        public LaneOffsets Open(int lane)
        {
            if (lane == 2)
            {
                throw new InvalidOperationException("no room for lane 2");
            }

            Story.Add($"open {lane}");
            return LaneOffsets.None;
        }

        public bool Offer(int lane, RawBatch batch) => throw new InvalidOperationException("nothing is to be offered");

        public bool Wants(int lane) => true;

        public void Close(int lane, LaneClosing closing) => Story.Add($"close {lane} {closing}");
    }
}
