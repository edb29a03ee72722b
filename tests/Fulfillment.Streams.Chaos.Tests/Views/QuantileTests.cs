using System.Globalization;
using Fulfillment.Streams.Analytics.DeliveryLatency;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Chaos.Tests.Views;

/// <summary>
/// R14. Quantiles over any panes, in any order, against the nearest rank in one sorted list. Some stages are taken back, and
/// some panes read while they grow.
/// </summary>
public sealed class QuantileTests
{
    [Fact, Trait("Property", "R14")]
    public void Quantiles_are_the_nearest_rank_whatever_the_panes_and_their_order()
    {
        var error = new Worst();
        var trial = Trial.Of("R14", inShort: 200, inFull: 10_000).Run(one =>
        {
            var pool = new LatencyPanePool();
            var (panes, kept) = Panes(one.Random, pool);
            var sorted = kept.Order().ToArray();
            foreach (var percentile in new[] { 50, 90, 95, one.Random.Next(1, 101) })
            {
                var exact = sorted[(int)Math.Ceiling(percentile * (decimal)sorted.Length / 100) - 1] / 3600.0;
                var found = Merged(panes, pool).QuantileHours(percentile);
                error.Measured(exact == 0 ? found : Math.Abs(found - exact) / exact);
                one.Random.Shuffle(panes);
                Assert.Equal(found, Merged(panes, pool).QuantileHours(percentile));
            }
        });
        trial.Record(
            string.Create(CultureInfo.InvariantCulture, $"error {error.Value:P2}, any order equal ({trial.Count:N0} cases)"), error.Value <= 0.01,
            "Panes keep every duration, so the error is nought by construction.");
    }

    private static LatencySummary Merged(IEnumerable<LatencyPane> panes, LatencyPanePool pool)
    {
        var summary = new LatencySummary(pool);
        foreach (var pane in panes)
        {
            summary.Add(pane);
        }

        return summary;
    }

    private static (LatencyPane[] Panes, List<int> Kept) Panes(Random random, LatencyPanePool pool)
    {
        var panes = Enumerable.Range(0, random.Next(1, 12)).Select(_ => pool.Pane()).ToArray();
        var kept = new List<int>();
        for (var stages = random.Next(1, 600); stages > 0; stages--)
        {
            var stage = new StageEnd(Stage.Transit, 0, Seconds(random), Promise.None);
            var pane = panes[random.Next(panes.Length)];
            pane.Add(stage, 1, pool);
            if (random.Next(5) == 0 && stages > 1)
            {
                pane.Add(stage, -1, pool);
            }
            else
            {
                kept.Add(stage.Seconds);
            }

            if (random.Next(50) == 0)
            {
                pane.Settle(pool); // reading in between
            }
        }

        return (panes, kept);
    }

    /// <summary>Durations from nought to months, most of them short, many of them equal.</summary>
    private static int Seconds(Random random) => random.Next(4) switch
    {
        0 => random.Next(3),
        1 => random.Next(1, 50) * 3600,
        _ => (int)Math.Exp(random.NextDouble() * 16),
    };
}
