using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>A lane looks at rows sixteen at a time, and nothing shows where those blocks begin.</summary>
public sealed class RowsAheadTests
{
    private const long Now = 1_780_272_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(500)]
    public void However_many_rows_come_together_the_same_becomes_of_them(int together)
    {
        var random = new Random(5);
        List<Said> events = [.. Enumerable.Range(0, 500).Select(n => Any(random, n))];
        events.AddRange(events.Take(200)); // said again
        using var one = Fed(events, 1);
        using var many = Fed(events, together);
        Assert.Equal(one.Tables.Dump(), many.Tables.Dump());
        Assert.Equal(Counts(one), Counts(many));
        Assert.Equal(one.Letters.Select(l => (l.Offset, l.Reason)), many.Letters.Select(l => (l.Offset, l.Reason)));
        Assert.All(Counts(many), c => Assert.True(c is { Applied: > 90, Duplicates: > 30, Late: > 30 }, c.ToString()));
    }

    /// <summary>All of one topic, then all of the other, in batches of a size.</summary>
    private static LaneRun Fed(List<Said> events, int together)
    {
        var run = new LaneRun(options: new LaneOptions { Retention = TimeSpan.FromDays(2) });
        run.Lane.AdvanceTo(Now);
        foreach (var topic in events.GroupBy(e => e.Topic).OrderBy(t => t.Key))
        {
            foreach (var batch in topic.Chunk(together))
            {
                run.Feed(topic.Key, batch.Select(e => e.Json));
            }
        }

        return run.Settle();
    }

    private static IEnumerable<(long Applied, long Duplicates, long Late)> Counts(LaneRun run) =>
        from topic in new[] { Topic.Orders, Topic.Tracking }
        let counters = run.Lane.Counters[(int)topic]
        select (counters.Applied, counters.Duplicates, counters.Late);

    /// <summary>Of three shops and twelve orders, so that blocks have new ones, known ones and the same one twice; with stretches that come too late.</summary>
    private static Said Any(Random random, int number)
    {
        var (shop, order, isLate) = ($"s{random.Next(3)}", $"o{random.Next(12)}", number % 90 is >= 30 and < 55);
        var time = Now - random.Next(3_600_000) - (isLate ? 10 * 86_400_000L : 0);
        return random.Next(3) == 0
            ? new ScanSaid($"t{number}", shop, time, order, $"p{random.Next(2)}", random.Next(2) == 0 ? "IN_TRANSIT" : "DELIVERED")
            : new OrderSaid($"e{number}", shop, time, order, random.Next(2) == 0 ? "AWAITING_SHIPMENT" : "COMPLETED");
    }
}
