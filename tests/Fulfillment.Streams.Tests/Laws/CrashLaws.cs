using FsCheck.Xunit;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>
/// A lane may die at any moment and go on elsewhere from its last snapshot. What it wrote after that snapshot stays in the
/// tables, and the partitions may be read on in another interleaving; the views must end up the same.
/// </summary>
[Laws(Arbitrary = [typeof(Story)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class CrashLaws
{
    [Property]
    public void A_lane_restored_from_a_snapshot_goes_on_as_if_nothing_had_happened(Story story)
    {
        var random = new Random(story.Luck);
        var events = story.Events.Shuffled(random);
        var cut = random.Next(events.Count + 1);
        using var first = new LaneRun();
        first.FeedRandomly(events.Take(cut), random).Tick();
        using var second = new LaneRun(first.Tables, 2, snapshot: first.Snapshot());
        second.FeedRandomly(events.Skip(random.Next(cut + 1)), random).Settle(); // some events come again
        Chance.Same(story.Events.Whole(), second.Tables.Dump());
    }

    [Property]
    public void Rows_written_between_the_snapshot_and_the_crash_leave_no_trace(Story story)
    {
        var random = new Random(story.Luck);
        var events = story.Events.Shuffled(random);
        var cut = random.Next(events.Count + 1);
        using var first = new LaneRun();
        first.FeedRandomly(events.Take(cut), random).Tick();
        var snapshot = first.Snapshot();
        var rest = events.Skip(cut).ToArray();
        var lost = rest.Reinterleaved(random).Take(random.Next(rest.Length + 1));
        first.FeedRandomly(lost, random, perTick: 1).Tick();

        using var second = new LaneRun(first.Tables, 2, snapshot: snapshot);
        second.FeedRandomly(rest.Reinterleaved(random), random, perTick: random.Next(1, 20)).Settle();
        Chance.Same(story.Events.Whole(), second.Tables.Dump());
    }

    [Property]
    public void A_whole_snapshot_of_a_restored_lane_says_what_the_chain_said_that_it_was_restored_from(Story story)
    {
        var random = new Random(story.Luck);
        using var first = new LaneRun();
        var chain = FeedWithSnapshots(first, story.Events, random);
        using var second = new LaneRun(epoch: 2, snapshot: chain);
        Assert.Equal(Records.Of(chain.Blobs), Records.Of(second.WholeSnapshot().Blobs));
    }

    [Fact]
    public void A_restored_lane_goes_on_where_the_snapshot_was_and_brings_rows_to_the_clock_though_nothing_comes()
    {
        using var first = new LaneRun();
        first.Feed([new StockSaid("e1", "s1", 1_770_000_000_000, "A", "w1", 5)]).Tick();
        first.Feed([new StockSaid("e2", "s1", 1_770_100_000_000, "B", "w1", 5)]).Tick(); // A is not yet brought there
        using var second = new LaneRun(first.Tables, 2, snapshot: first.Snapshot());
        Assert.Equal([-1L, 2L], new[] { Topic.Orders, Topic.Stock }.Select(topic => second.Lane.Offsets[topic]));
        second.Tick();
        using var whole = new LaneRun();
        whole.Feed([new StockSaid("e1", "s1", 1_770_000_000_000, "A", "w1", 5), new StockSaid("e2", "s1", 1_770_100_000_000, "B", "w1", 5)]).Settle();
        Chance.Same(whole.Tables.Dump(), second.Tables.Dump());
    }

    [Property]
    public void A_whole_snapshot_alone_knows_every_event_again(Story story)
    {
        var random = new Random(story.Luck);
        using var first = new LaneRun();
        var chain = FeedWithSnapshots(first, story.Events, random);
        using var second = new LaneRun(epoch: 2, snapshot: chain);
        using var third = new LaneRun(first.Tables, 3, snapshot: second.WholeSnapshot());
        var applied = Applied(third);
        third.FeedRandomly(story.Events.Reinterleaved(random), random).Settle();
        Assert.Equal((applied, applied), (Applied(third), Applied(first)));
        Chance.Same(story.Events.Whole(), third.Tables.Dump());

        static long Applied(LaneRun run) => run.Lane.Counters.Sum(topic => topic.Applied);
    }

    [Fact]
    public void A_snapshot_is_taken_in_steps_that_each_write_a_few_entries()
    {
        using var run = new LaneRun();
        run.Feed(Enumerable.Range(0, 1000).Select(n => new OrderSaid($"e{n}", "s1", 1_770_000_000_000, $"o{n}", "UNPAID"))).Tick();
        run.Lane.BeginSnapshot();
        var steps = 0;
        for (; run.Lane.IsTakingSnapshot; steps++)
        {
            run.ContinueSnapshot();
        }

        Assert.InRange(steps, 1000 / 50, 1000 / 10);
    }

    [Property]
    public void A_chain_of_snapshots_restores_what_one_whole_snapshot_does(Story story)
    {
        var random = new Random(story.Luck);
        var cut = random.Next(story.Events.Count + 1);
        using var first = new LaneRun();
        var chain = FeedWithSnapshots(first, story.Events.Take(cut), random);
        using var second = new LaneRun(first.Tables, 2, snapshot: chain);
        second.FeedRandomly(story.Events.Skip(cut), random).Settle();
        Chance.Same(story.Events.Whole(), second.Tables.Dump());
    }

    [Property]
    public void What_changes_while_a_snapshot_is_under_way_does_not_show_in_it(Story story)
    {
        var random = new Random(story.Luck);
        var events = story.Events.Shuffled(random);
        var cut = random.Next(events.Count + 1);
        using var still = new LaneRun();
        var expected = still.FeedRandomly(events.Take(cut), new Random(story.Luck)).Tick().Snapshot();

        using var moving = new LaneRun();
        moving.FeedRandomly(events.Take(cut), new Random(story.Luck)).Tick();
        moving.Lane.BeginSnapshot();
        foreach (var said in events.Skip(cut))
        {
            moving.Feed(said.Topic, said.Json);
            if (random.Next(3) == 0)
            {
                moving.Tick();
            }

            if (random.Next(4) == 0)
            {
                moving.ContinueSnapshot();
            }
        }

        Assert.Equal(Records.Of(expected.Blobs), Records.Of(moving.CompleteSnapshot().Blobs));
        moving.Tick();
        var chain = moving.Snapshot(); // what changed meanwhile is in the next
        using var next = new LaneRun(moving.Tables, 2, snapshot: chain);
        Chance.Same(story.Events.Whole(), next.Settle().Tables.Dump());
    }

    /// <summary>Feeds everything, with a snapshot now and then and at the end.</summary>
    private static StoredState FeedWithSnapshots(LaneRun run, IEnumerable<Said> events, Random random)
    {
        foreach (var stretch in events.Chunk(random.Next(1, 9)))
        {
            run.FeedRandomly(stretch, random).Tick().Snapshot();
        }

        return run.Tick().Snapshot();
    }
}
