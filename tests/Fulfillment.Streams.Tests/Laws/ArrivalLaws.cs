using FsCheck.Xunit;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>The views are a function of the set of events: how it arrived does not show.</summary>
[Laws(Arbitrary = [typeof(Story)], MaxTest = 250, QuietOnSuccess = true)]
public sealed class ArrivalLaws
{
    [Property]
    public void Any_order_of_arrival_gives_the_same_views(Story story)
    {
        var random = new Random(story.Luck);
        using var run = new LaneRun();
        run.FeedRandomly(story.Events.Shuffled(random), random, perTick: random.Next(1, 20)).Settle();
        Chance.Same(story.Events.Whole(), run.Tables.Dump());
    }

    [Property]
    public void Any_split_into_batches_and_flushes_gives_the_same_views(Story story)
    {
        using var eachAlone = new LaneRun();
        foreach (var said in story.InOrder)
        {
            eachAlone.Feed(said.Topic, said.Json).Tick();
        }

        Chance.Same(story.Events.Whole(), eachAlone.Settle().Tables.Dump());
    }

    [Property]
    public void Repeated_events_batches_and_topics_change_nothing(Story story)
    {
        var random = new Random(story.Luck);
        using var run = new LaneRun();
        run.FeedRandomly(story.InOrder.SelectMany(e => Enumerable.Repeat(e, random.Next(1, 4))), random);
        run.Feed(story.InOrder.Where(_ => random.Next(3) == 0)).Settle();
        run.FeedRandomly(story.Events.Shuffled(random), random).Settle();
        Chance.Same(story.Events.Whole(), run.Tables.Dump());
    }
}
