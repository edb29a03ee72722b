using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Trials;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>R1 and R4 in simulated worlds: thousands of accidents in seconds, each repeated by its seed.</summary>
public sealed class SimulationTests
{
    private static readonly int[] PartitionCounts = [1, 4, 8, 16];
    private static readonly int[] WorkerCounts = [1, 2, 4];

    [Fact, Trait("Property", "R1")]
    public void A_crash_at_any_durable_step_leaves_no_trace()
    {
        var tally = new Tally();
        var trial = Trial.Of("R1", inShort: 80, inFull: 1500).Run(one => Simulation.Run(
            one,
            new Plan { Partitions = one.Random.Next(1, 3), Workers = one.Random.Next(1, 3), Crashes = true, Zombies = true, FaultsIn = one.Random.Next(2) * 15 },
            tally));
        var crashes = tally.Crashes.Values.Sum();
        var (least, rarest) = tally.Crashes.Select(c => (c.Value, c.Key)).DefaultIfEmpty().Min();
        trial.Record(
            string.Create(CultureInfo.InvariantCulture, $"{crashes:N0} crashes at {tally.Crashes.Count} named points, 0 differences"),
            crashes >= Scale.Of(150, 2000) || Scale.OnlyCase is not null,
            $"fewest: {least} {rarest}; {string.Join(", ", tally.Crashes.Keys.Order(StringComparer.Ordinal))}");
    }

    [Fact, Trait("Property", "R4")]
    public void The_number_of_workers_and_partitions_does_not_show()
    {
        var tally = new Tally();
        Trial.Of("R4", inShort: 24, inFull: 500).Run(one =>
        {
            var plan = new Plan { Partitions = PartitionCounts[one.Random.Next(4)], Workers = WorkerCounts[one.Random.Next(3)], Rebalances = one.Random.Next(4) };
            Simulation.Run(one, plan, tally);
        }).Record(note: "1, 2 or 4 workers on 1, 4, 8 or 16 partitions, some joining and leaving meanwhile");
    }
}
