using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Arrival;

/// <summary>
/// R6. Everything read is applied, duplicate, late or rejected, and which of these is foretold for every record. The other
/// properties keep the same books in each of their runs; the table adds them up.
/// </summary>
public sealed class CounterTests
{
    private static readonly string[] Malformed =
    [
        "", " ", "{", "[]", "null", "not json", "{}", "\"text\"",
        """{"event_id":"x","shop_id":"s1"}""",
        """{"event_id":"x","shop_id":"s1","event_time":"yesterday"}""",
        """{"event_id":"x","shop_id":"s1","event_time":"1999-12-31T23:59:59Z"}""",
        """{"event_id":"x","shop_id":"s1","event_time":"2031-01-01T00:00:00Z"}""",
        """{"event_id":7,"shop_id":"s1","event_time":"2026-03-07T00:00:00Z"}""",
    ];

    [Fact, Trait("Property", "R6")]
    public void Every_record_is_applied_duplicate_late_or_rejected_as_foretold() =>
        Trial.Of("R6", inShort: 60, inFull: 2_000).Run(one =>
        {
            var retention = TimeSpan.FromMilliseconds(one.Random.NextInt64(3 * 86_400_000L));
            var events = one.Story();
            var twice = events.Where(_ => one.Random.Next(3) == 0).Select(e => e with { }); // another instance of the same event
            var batches = events.Concat(twice).Shuffled(one.Random).InBatches(one.Random);
            var late = Lateness.Late(batches, retention);

            using var run = new LaneRun(options: Delivery.KeepingFor(retention));
            var rejected = new int[TopicNames.Count];
            foreach (var batch in batches)
            {
                string[] bad = [.. Enumerable.Range(0, one.Random.Next(3)).Select(_ => Malformed[one.Random.Next(Malformed.Length)])];
                rejected[(int)batch[0].Topic] += bad.Length;
                run.Wall.Pass(TimeSpan.FromMinutes(1)); // silent inputs do not hold the clock
                run.Feed(batch[0].Topic, batch.Select(e => e.Json).Concat(bad).OrderBy(_ => one.Random.Next()).ToArray());
            }

            run.Settle().Balanced();
            foreach (var topic in TopicNames.All)
            {
                var inTime = batches.SelectMany(b => b).Where(e => e.Topic == topic && !late.Contains(e)).ToArray();
                var applied = inTime.DistinctBy(e => e.EventId).Count();
                var counters = run.Lane.Counters[(int)topic];
                Assert.Equal(
                    (applied, inTime.Length - applied, late.Count(e => e.Topic == topic), rejected[(int)topic]),
                    (counters.Applied, counters.Duplicates, counters.Late, counters.Rejected));
            }
        }).Record();
}
