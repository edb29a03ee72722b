using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaSourceTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public void Every_record_of_every_topic_reaches_its_lane_once_and_in_order()
    {
        var options = broker.Topics(8);
        Written.Everywhere(options, partitions: 8, each: 500);

        var host = Running.ToEnd(options);

        Assert.Equal(8 * 6 * 500, host.Count);
        Written.AssertRead(host, partitions: 8, from: 0, to: 500);
        Assert.Equal(Enumerable.Range(0, 8).Select(lane => $"open {lane}"), host.Story.Take(8));
        Assert.Equal(Enumerable.Range(0, 8).Select(lane => $"close {lane} Drain"), host.Story.Skip(8));
    }

    [Fact]
    public void Empty_topics_end_a_bounded_run_with_nothing_read()
    {
        var host = Running.ToEnd(broker.Topics(2));

        Assert.Equal(0, host.Count);
        Assert.Equal(["open 0", "open 1", "close 0 Drain", "close 1 Drain"], host.Story);
    }

    [Fact]
    public void A_restart_reads_on_from_the_offsets_of_the_snapshot()
    {
        var options = broker.Topics(3);
        Written.Everywhere(options, partitions: 3, each: 100);
        var first = Running.ToEnd(options);
        Written.Everywhere(options, partitions: 3, each: 50, from: 100);

        var second = new RecordingHost();
        for (var lane = 0; lane < 3; lane++)
        {
            second.Starts[lane] = first.Reached(lane);
        }

        Running.ToEnd(options, second);

        Written.AssertRead(second, partitions: 3, from: 100, to: 150);
    }

    [Fact]
    public void The_snapshot_wins_over_offsets_committed_to_the_group_which_is_told_so()
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: 20);
        var first = new RecordingHost();
        using (var running = new Running(options, first))
        {
            first.OnClose = (lane, _) => running.Source.Commit(lane, first.Reached(lane));
            running.Join();
        }

        var offsets = new LaneOffsets([5, 5, 5, 5, 5, 5]);
        var second = Running.ToEnd(options, new RecordingHost { Starts = { [0] = offsets } });

        Assert.Equal(5, Committed.Of(options, Topic.Orders, 0));
        Written.AssertRead(second, partitions: 1, from: 5, to: 20);
    }

    [Fact]
    public void A_lane_may_start_in_the_middle_of_one_topic_and_at_the_beginning_of_another()
    {
        var options = broker.Topics(1);
        Written.Everywhere(options, partitions: 1, each: 10);

        var host = Running.ToEnd(options, new RecordingHost { Starts = { [0] = LaneOffsets.None.With(Topic.Stock, 7) } });

        Assert.Equal([7, 8, 9], host.Records().Where(r => r.Topic == Topic.Stock).Select(r => r.Offset));
        Assert.Equal(10, host.Records().Count(r => r.Topic == Topic.Orders));
    }

    [Fact]
    public void A_full_lane_is_left_alone_until_it_wants_more_and_loses_nothing()
    {
        const int Bound = 300;
        var options = broker.Topics(2, o => (o.BatchRecords, o.ReadAheadKilobytes) = (100, 64));
        Written.Everywhere(options, partitions: 2, each: 1000);
        var host = new RecordingHost { Bound = Bound };

        using var running = new Running(options, host);
        running.Until(() => host.Count >= 2 * Bound, "both lanes full");
        for (var emptied = 0; host.Count < 2 * 6 * 1000; emptied++)
        {
            running.Until(() => host.OpenLanes.All(lane => !host.Wants(lane)) || host.Count == 2 * 6 * 1000, "full again");
            host.Consume(0);
            host.Consume(1);
        }

        running.Join();
        Written.AssertRead(host, partitions: 2, from: 0, to: 1000);
        Assert.InRange(host.Fullest, Bound, Bound + options.BatchRecords);
        Assert.True(host.Pauses >= 2 * 6 * 1000 / (Bound + options.BatchRecords), $"only {host.Pauses} pauses");
    }

    [Fact]
    public void A_full_lane_does_not_hold_up_another()
    {
        var options = broker.Topics(2, o => o.ReadAheadKilobytes = 64);
        Written.Everywhere(options, partitions: 2, each: 1000);
        var host = new RecordingHost { Bound = 1 };

        using var running = new Running(options, host);
        running.Until(() =>
        {
            if (host.OpenLanes.Contains(1))
            {
                host.Consume(1);
            }

            return host.Records().Count(r => r.Lane == 1) == 6000;
        }, "all of lane 1");

        Assert.InRange(host.Records().Count(r => r.Lane == 0), 1, options.BatchRecords);
        running.Stop();
    }

    [Fact]
    public void Batches_stay_readable_after_the_source_is_gone_and_may_be_disposed_elsewhere()
    {
        var options = broker.Topics(2);
        Written.Everywhere(options, partitions: 2, each: 200);
        var kept = new List<RawBatch>();

        Running.ToEnd(options, new RecordingHost { Keep = kept });

        var values = kept.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch, i)))
            .Select(at => System.Text.Encoding.UTF8.GetString(at.batch.Payload(at.i))).ToList();
        Assert.Equal(2400, values.Distinct().Count());
        Assert.Contains(Written.Value(Topic.Returns, 1, 199), values);
        Parallel.ForEach(kept, batch =>
        {
            batch.Dispose();
            batch.Dispose();
        });
    }

    [Fact]
    public void A_tombstone_arrives_as_an_empty_record()
    {
        var options = broker.Topics(1);
        Written.One(options, Topic.Plans, 0, "");

        Assert.Equal([(Topic.Plans, 0, 0L, "")], Running.ToEnd(options).Records());
    }

    [Fact]
    public void Lag_counts_what_was_not_delivered_yet()
    {
        var options = broker.Topics(1, o => (o.StopAtEnd, o.BatchRecords) = (false, 50));
        Written.Everywhere(options, partitions: 1, each: 200);
        var host = new RecordingHost { Bound = 1 };

        using var running = new Running(options, host);
        Assert.Equal(-1, running.Source.Lag(Topic.Orders, 7));
        running.Until(() => host.Count >= 1 && running.Source.Lag(Topic.Orders, 0) >= 0, "a first batch");
        running.Until(
            () => TopicNames.All.Sum(topic => running.Source.Lag(topic, 0)) == (6 * 200) - host.Count, "lag of what is left");
        host.Bound = int.MaxValue;
        running.Until(() => TopicNames.All.All(topic => running.Source.Lag(topic, 0) == 0), "no lag");
        running.Stop();

        Assert.Equal(6 * 200, host.Count);
        Assert.Equal(-1, running.Source.Lag(Topic.Orders, 0));
    }

    [Fact]
    public void Commits_reach_the_group_while_running()
    {
        var options = broker.Topics(2, o => o.StopAtEnd = false);
        Written.Everywhere(options, partitions: 2, each: 10);
        var host = new RecordingHost();

        using var running = new Running(options, host);
        running.Until(() => host.Count == 120, "all records");
        running.Source.Commit(1, LaneOffsets.None.With(Topic.Tracking, 4));
        running.Source.Commit(99, LaneOffsets.None.With(Topic.Tracking, 4));

        running.Until(() => Committed.Of(options, Topic.Tracking, 1) == 4, "the commit");
        Assert.Null(Committed.Of(options, Topic.Orders, 1));
        running.Stop();
    }
}
