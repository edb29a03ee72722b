using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Arrival;

/// <summary>R5. What is delivered again changes no view and counts as duplicate, exactly.</summary>
public sealed class DuplicateTests
{
    [Fact, Trait("Property", "R5")]
    public void Events_delivered_again_one_by_one_in_batches_or_all_change_nothing_but_the_count() =>
        Trial.Of("R5", inShort: 60, inFull: 1_000).Run(one =>
        {
            var events = one.Story().Shuffled(one.Random);
            var batches = Delivered(events, one.Random).ToArray();
            var cut = one.Random.Next(batches.Length + 1);
            using var first = new LaneRun();
            first.FeedBatches(batches.Take(cut), one.Random);
            using var second = first.Restarted(); // what was seen is remembered over a restart
            second.FeedBatches(batches.Skip(cut), one.Random).Settle().Balanced(first);

            foreach (var topic in TopicNames.All)
            {
                var counters = second.Lane.Counters[(int)topic];
                var (once, fed) = (events.Count(e => e.Topic == topic), batches.Sum(b => b.Count(e => e.Topic == topic)));
                Assert.Equal((once, fed - once), (counters.Applied, counters.Duplicates));
            }

            Chance.Same(events.Whole(), second.Tables.Dump());
        }).Record();

    private static IEnumerable<IReadOnlyList<Said>> Delivered(IReadOnlyList<Said> events, Random random) => random.Next(3) switch
    {
        0 => events.Concat(events.Where(_ => random.Next(2) == 0)).Concat(events.Where(_ => random.Next(4) == 0)).Shuffled(random).InBatches(random),
        1 => BatchesAgain(events.InBatches(random), random),
        _ => [.. events.InBatches(random), .. (random.Next(2) == 0 ? events : events.Shuffled(random)).InBatches(random)],
    };

    /// <summary>Some batches come again at once, some later.</summary>
    private static List<IReadOnlyList<Said>> BatchesAgain(IReadOnlyList<IReadOnlyList<Said>> batches, Random random)
    {
        var delivered = new List<IReadOnlyList<Said>>();
        foreach (var batch in batches)
        {
            delivered.Add(batch);
            if (random.Next(2) == 0)
            {
                delivered.Add(delivered[random.Next(2) == 0 ? ^1 : random.Next(delivered.Count)]);
            }
        }

        return delivered;
    }
}
