using System.Text;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Arrival;

/// <summary>R3. Within the lateness bound no order of arrival shows; beyond it, an event is set apart whole and counted.</summary>
public sealed class ShuffleTests
{
    [Fact, Trait("Property", "R3")]
    public void Any_order_of_arrival_within_the_lateness_bound_gives_the_same_views() =>
        Trial.Of("R3", inShort: 150, inFull: 10_000).Run(one =>
        {
            switch (one.Random.Next(3))
            {
                case 0:
                    AllAtOnce(one);
                    break;
                case 1:
                    WithinTheBound(one);
                    break;
                default:
                    AroundTheBound(one);
                    break;
            }
        }).Record();

    /// <summary>The whole story in any order, where it is exactly as long as the bound allows.</summary>
    private static void AllAtOnce(Case one)
    {
        var events = one.Story();
        if (events.Count > 0)
        {
            var (first, last) = events.Span();
            InTime(events.Shuffled(one.Random), Math.Max(0, last - first - Lateness.OutOfOrderness), one.Random);
        }
    }

    /// <summary>A story longer than the bound, of which every event keeps to it.</summary>
    private static void WithinTheBound(Case one)
    {
        var retention = one.Random.NextInt64(5 * 86_400_000L);
        InTime(one.Story().Shortened().DelayedUpTo(retention + Lateness.OutOfOrderness, one.Random), retention, one.Random);
    }

    private static void InTime(IReadOnlyList<Said> events, long retention, Random random)
    {
        using var run = new LaneRun(options: Delivery.KeepingFor(TimeSpan.FromMilliseconds(retention)));
        run.FeedWithSilence(events.InBatches(random), random).Settle().Balanced();
        Assert.Empty(run.Letters);
        Chance.Same(events.Whole(), run.Tables.Dump());
    }

    /// <summary>Any order of a story longer than the bound: what is late is counted and kept apart, the rest is as if it had never been sent.</summary>
    private static void AroundTheBound(Case one)
    {
        var retention = TimeSpan.FromMilliseconds(one.Random.NextInt64(2 * 86_400_000L));
        var batches = WithProbes(one.Story().Shortened().Shuffled(one.Random), retention, one.Random).InBatches(one.Random);
        var late = Lateness.Late(batches, retention);
        using var run = new LaneRun(options: Delivery.KeepingFor(retention));
        run.FeedWithSilence(batches, one.Random).Settle().Balanced();

        Assert.Equal(late.Select(e => e.Json).Order(StringComparer.Ordinal), run.Letters.Select(Text).Order(StringComparer.Ordinal));
        foreach (var topic in TopicNames.All)
        {
            Assert.Equal(late.Count(e => e.Topic == topic), run.Lane.Counters[(int)topic].Late);
        }

        // Freshness says what was read, late or not: it is not a view of the events that count.
        Chance.Same(batches.SelectMany(b => b).Except(late).Whole("freshness"), run.Tables.Dump("freshness"));
    }

    /// <summary>Now and then an event exactly at the bound behind the newest so far, or a millisecond to either side of it.</summary>
    private static IEnumerable<Said> WithProbes(IEnumerable<Said> events, TimeSpan retention, Random random)
    {
        var (newest, probes) = (long.MinValue, 0);
        foreach (var said in events)
        {
            yield return said;
            newest = Math.Max(newest, said.At);
            if (random.Next(8) == 0)
            {
                var bound = newest - Lateness.OutOfOrderness - (long)retention.TotalMilliseconds;
                yield return new StockSaid($"probe{probes++}", said.Shop, bound + random.Next(-1, 2), "A", "w1", random.Next(9));
            }
        }
    }

    private static string Text(DeadLetter letter) => letter.Reason == "late" ? Encoding.UTF8.GetString(letter.Payload.Span) : letter.Reason;
}
