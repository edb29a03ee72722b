using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>
/// The product's engine, lanes, writer and snapshots in one thread and virtual time, with a broker, tables and a snapshot store
/// that fail as real ones do. One seed decides everything: what is said, in which order it is read, when it is flushed, who dies
/// where, what fails, who joins and leaves.
/// </summary>
internal static class Simulation
{
    private const int Patience = 200_000;

    /// <summary>Runs a story to its end and compares the views with those of all events at once.</summary>
    public static void Run(Case one, Plan plan, Tally tally)
    {
        var random = one.Random;
        var events = Stories(one, plan);
        var world = new World(new Topics(events, plan, random));
        var group = new Group(world, plan, random, tally);
        group.Start();
        var rebalances = plan.Rebalances;
        for (var steps = 0; !group.HasRead || rebalances > 0; steps++)
        {
            Assert.True(steps < Patience, "The story does not come to its end.");
            group.Act();
            world.Time.Pass(TimeSpan.FromMilliseconds(random.Next(1500)));
            if (rebalances > 0 && random.Next(12) == 0)
            {
                rebalances--;
                group.Rebalance();
            }
        }

        group.ComeToRest();
        for (var steps = 0; !group.HasRead; steps++)
        {
            Assert.True(steps < Patience, "The story does not come to its end.");
            group.Act();
        }

        group.Drain((lane, worker) => CheckCounters(world, lane, worker));
        Chance.Same(Whole(events), world.Tables.Dump("freshness"));
        Assert.Equal(world.Topics.NoEvents, world.Letters);
    }

    /// <summary>Stories of different years meet in one lane, and nothing is late.</summary>
    public static LaneOptions LaneOptions()
    {
        var options = LaneRun.Options();
        options.Retention = TimeSpan.FromDays(800);
        return options;
    }

    private static List<Said> Stories(Case one, Plan plan)
    {
        var events = new List<Said>();
        for (var told = Math.Max(1, plan.Partitions / 2); told > 0; told--)
        {
            var prefix = told == 1 ? "" : $"{told}";
            events.AddRange(StoryTeller.Tell(one.Random.Next()).Select(said => said with { Shop = prefix + said.Shop }));
        }

        return events;
    }

    private static string Whole(List<Said> events)
    {
        using var run = new LaneRun(options: LaneOptions());
        foreach (var topic in events.GroupBy(e => e.Topic).OrderBy(g => g.Key))
        {
            run.Feed(topic.Key, topic.Select(e => e.Json));
        }

        return run.Settle().Tables.Dump("freshness");
    }

    /// <summary>R6: in = applied + duplicate + late + rejected, each as the topic partition says.</summary>
    private static void CheckCounters(World world, int lane, Worker worker)
    {
        foreach (var counters in worker.Of(lane).Counters)
        {
            var (read, events) = (world.Topics.Count(lane, counters.Topic), world.Topics.Events(lane, counters.Topic));
            var rejected = world.Topics.NoEvents.Count(n => n.Topic == counters.Topic && n.Partition == lane);
            Books.Check(
                (counters.Read, counters.Applied, counters.Late, counters.Rejected) == (read, events, 0, rejected),
                $"{counters.Topic} of lane {lane}: {read} in, {events} events, {rejected} no events; counted {counters.Applied} applied, " +
                $"{counters.Duplicates} duplicate, {counters.Late} late, {counters.Rejected} rejected");
        }
    }
}
