using FsCheck.Xunit;

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
    public void A_snapshot_of_a_restored_lane_equals_the_one_it_was_restored_from(Story story)
    {
        using var first = new LaneRun();
        first.FeedRandomly(story.Events, new Random(story.Luck)).Tick();
        var snapshot = first.Snapshot();
        using var second = new LaneRun(epoch: 2, snapshot: snapshot);
        Assert.Equal(snapshot, second.Snapshot());
    }
}
