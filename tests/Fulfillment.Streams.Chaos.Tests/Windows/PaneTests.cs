using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Windows;

/// <summary>R7. Small windows add up to large ones, in the operators and in the views; a replay in two parts is one replay.</summary>
public sealed class PaneTests
{
    [Fact, Trait("Property", "R7")]
    public void Panes_sum_to_windows_and_a_replay_in_two_parts_is_the_whole() =>
        Trial.Of("R7", inShort: 60, inFull: 2_000).Run(one =>
        {
            OperatorSums.Hold(one.Random);
            var events = one.Story().Shuffled(one.Random);
            var cut = one.Random.Next(events.Count + 1);
            using var first = new LaneRun();
            first.FeedBatches(events.Take(cut).InBatches(one.Random), one.Random).Complete();
            using var second = first.Restarted();
            second.FeedBatches(events.Skip(cut).InBatches(one.Random), one.Random).Settle().Balanced(first);

            Chance.Same(events.Whole(), second.Tables.Dump());
            ViewSums.Hold(second.Tables);
        }).Record();
}
