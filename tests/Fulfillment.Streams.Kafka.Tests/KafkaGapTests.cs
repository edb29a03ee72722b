using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaGapTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public void Records_that_expired_before_they_were_read_are_reported_with_their_number()
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: 100);
        broker.Tell($"expire {options.NameOf(Topic.Stock)} 0 47");
        var log = new ListLogger();
        using var counted = new CountedGaps();

        var host = Read(options, log, new LaneOffsets([10, 10, 10, 10, 10, 10]));

        Assert.Equal(Enumerable.Range(47, 53), Offsets(host, Topic.Stock));
        Assert.Equal(Enumerable.Range(10, 90), Offsets(host, Topic.Orders));
        var line = Assert.Single(log.Gaps);
        Assert.Equal(2007, line.Id);
        Assert.StartsWith($"Kafka topic {options.NameOf(Topic.Stock)} partition 0: 37 records, from offset 10 to 47, were deleted before they were read", line.Text, StringComparison.Ordinal);
        Assert.Contains(("stock", "expired", 37L), counted.All);
    }

    [Fact]
    public void A_partition_of_which_nothing_is_left_is_reported_although_nothing_comes()
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: 30);
        broker.Tell($"expire {options.NameOf(Topic.Plans)} 0 30");
        var log = new ListLogger();

        var host = Read(options, log, LaneOffsets.None.With(Topic.Plans, 4));

        Assert.Empty(Offsets(host, Topic.Plans));
        Assert.Contains("26 records, from offset 4 to 30,", Assert.Single(log.Gaps).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lane_that_never_read_misses_nothing_where_a_topic_no_longer_begins_at_0()
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: 30);
        broker.Tell($"expire {options.NameOf(Topic.Orders)} 0 12");
        var log = new ListLogger();

        var host = Read(options, log, LaneOffsets.None);

        Assert.Equal(Enumerable.Range(12, 18), Offsets(host, Topic.Orders));
        Assert.Empty(log.Gaps);
    }

    [Fact]
    public void Records_that_expire_while_a_lane_is_full_are_reported_when_it_reads_on()
    {
        var options = broker.Topics(1, o => (o.StopAtEnd, o.BatchRecords, o.ReadAheadKilobytes) = (false, 50, 64));
        for (var batch = 0; batch < 20; batch++)
        {
            Written.Everywhere(options, partitions: 1, each: 200, from: 200 * batch);
        }

        var (host, log) = (new RecordingHost { Bound = 1 }, new ListLogger());
        using var running = new Running(options, host, log);
        running.Until(() => Offsets(host, Topic.Orders).Count > 0 || ++host.Bound < 0, "a first batch of orders"); // more, where another topic came first
        broker.Tell($"expire {options.NameOf(Topic.Orders)} 0 3990");
        host.Bound = int.MaxValue;
        running.Until(() => Offsets(host, Topic.Returns).Count == 4000 && Offsets(host, Topic.Orders).LastOrDefault() == 3999, "the end");
        running.Stop();

        var read = Offsets(host, Topic.Orders);
        var last = read[^11];
        Assert.Equal([.. Enumerable.Range(0, last + 1), .. Enumerable.Range(3990, 10)], read);
        Assert.Contains($"{3989 - last} records, from offset {last + 1} to 3990,", Assert.Single(log.Gaps).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_is_reported_once_although_its_lane_is_opened_again()
    {
        const int Heartbeat = 12, UnknownMember = 25;
        var options = broker.Topics(1, o => o.StopAtEnd = false);
        Written.Everywhere(options, partitions: 1, each: 20);
        broker.Tell($"expire {options.NameOf(Topic.Orders)} 0 10");
        var log = new ListLogger();
        var host = new RecordingHost { Starts = { [0] = LaneOffsets.None.With(Topic.Orders, 5) } };

        using var running = new Running(options, host, log);
        running.Until(() => host.Count == 110, "all records");
        broker.Tell($"fail {Heartbeat} {UnknownMember} 1");
        running.Until(() => host.Count == 220, "all records again");
        running.Stop();

        Assert.Single(log.Gaps);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    public void A_topic_that_ends_before_the_snapshot_is_reported_and_read_from_its_beginning(int holds)
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: holds);
        var log = new ListLogger();
        using var counted = new CountedGaps();

        var host = Read(options, log, new LaneOffsets([5000, holds, holds, holds, holds, holds]));

        Assert.Equal(Enumerable.Range(0, holds).Select(n => (Topic.Orders, (long)n)), host.Records().Select(r => (r.Topic, r.Offset)));
        var line = Assert.Single(log.Gaps);
        Assert.Equal(2008, line.Id);
        Assert.StartsWith(
            $"Kafka topic {options.NameOf(Topic.Orders)} partition 0 was to be read on at offset 5000 but ends at {holds}: ", line.Text, StringComparison.Ordinal);
        Assert.Contains(("orders", "shortened", 5000L - holds), counted.All);
    }

    private static RecordingHost Read(KafkaOptions options, ListLogger log, LaneOffsets start)
    {
        var host = new RecordingHost { Starts = { [0] = start } };
        using var running = new Running(options, host, log);
        running.Join();
        return host;
    }

    private static List<int> Offsets(RecordingHost host, Topic topic) => [.. host.Records().Where(r => r.Topic == topic).Select(r => (int)r.Offset)];
}
