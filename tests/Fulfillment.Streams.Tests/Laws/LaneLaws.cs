using Fulfillment.Streams.Ingest;
using FsCheck.Xunit;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>Which shops share a lane does not show, and every record is accounted for.</summary>
[Laws(Arbitrary = [typeof(Story)], MaxTest = 100, QuietOnSuccess = true)]
public sealed class LaneLaws
{
    [Property]
    public void One_lane_for_all_shops_and_one_lane_for_each_give_the_same_views(Story story)
    {
        var random = new Random(story.Luck);
        using var together = new LaneRun();
        together.FeedRandomly(story.Events.Shuffled(random), random).Settle();
        var apart = new Tables();
        foreach (var shop in story.Events.GroupBy(e => e.Shop))
        {
            using var own = new LaneRun(apart);
            own.FeedRandomly(shop.ToArray().Shuffled(random), random).Settle();
        }

        Chance.Same(apart.Dump("freshness"), together.Tables.Dump("freshness"));
    }

    [Property]
    public void Read_is_applied_plus_duplicates_plus_late_plus_rejected(Story story)
    {
        var random = new Random(story.Luck);
        using var run = new LaneRun();
        var twice = story.Events.Where(_ => random.Next(3) == 0).ToArray();
        run.FeedRandomly(story.Events.Concat(twice).Shuffled(random), random);
        run.Feed(Topic.Orders, "{", "[]").Settle();
        foreach (var counters in run.Lane.Counters)
        {
            Assert.Equal(story.Events.Count(e => e.Topic == counters.Topic), counters.Applied);
            Assert.Equal(twice.Count(e => e.Topic == counters.Topic), counters.Duplicates);
            Assert.Equal(counters.Topic == Topic.Orders ? 2 : 0, counters.Rejected);
            Assert.Equal(0, counters.Late);
            Assert.Equal(counters.Applied + counters.Duplicates + counters.Rejected, counters.Read);
        }
    }
}
