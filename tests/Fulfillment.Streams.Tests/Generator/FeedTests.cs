using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Generator;

/// <summary>The feed is as unpleasant as real ones.</summary>
public sealed class FeedTests
{
    private readonly GeneratedRun run = GeneratedRun.Shared;
    private const long Hour = 3_600_000;

    [Fact]
    public void Messages_come_in_order_of_arrival() =>
        Assert.All(run.Messages.Zip(run.Messages.Skip(1)), pair => Assert.True(pair.First.ArrivalUnixMs <= pair.Second.ArrivalUnixMs));

    [Fact]
    public void Nothing_arrives_before_it_happened_or_happens_before_the_start() =>
        Assert.All(run.Parsed, p => Assert.InRange(p.EventTime, GeneratedRun.Options.Start.ToUnixTimeMilliseconds(), p.Message.ArrivalUnixMs));

    [Fact]
    public void All_topics_take_part()
    {
        foreach (var (topic, least, most) in new[] { (Topic.Orders, .35, .55), (Topic.Tracking, .3, .5), (Topic.AdSpend, .05, .12), (Topic.Stock, .04, .1), (Topic.Returns, .003, .03), (Topic.Plans, .0002, .01) })
            Assert.InRange(run.Messages.Count(m => m.Topic == topic) / (double)GeneratedRun.Total, least, most);
    }

    [Fact]
    public void About_two_per_cent_arrive_twice_and_the_copy_is_exact()
    {
        var seen = new HashSet<string>();
        var copies = 0;
        foreach (var message in run.Messages)
        {
            var isNew = seen.Add(message.Topic + System.Text.Encoding.UTF8.GetString(message.Payload.Span));
            Assert.Equal(message.Kind == GeneratedKind.Original, isNew);
            copies += isNew ? 0 : 1;
        }

        Assert.InRange(copies / (double)GeneratedRun.Total, .018, .022);
    }

    [Fact]
    public void Event_ids_name_one_event_each()
    {
        var originals = run.Parsed.Where(p => p.Message.Kind == GeneratedKind.Original).Select(p => p["event_id"]).ToList();
        Assert.Equal(originals.Count, originals.Distinct().Count());
    }

    [Fact]
    public void The_key_in_the_message_is_the_key_beside_it() =>
        Assert.All(run.Parsed, p => Assert.Equal(p.Message.ShopId, p["shop_id"]));

    [Theory]
    [InlineData(Topic.Orders)]
    [InlineData(Topic.Tracking)]
    [InlineData(Topic.AdSpend)]
    [InlineData(Topic.Stock)]
    public void Messages_overtake_each_other(Topic topic)
    {
        var times = run.Of(topic).Select(p => p.EventTime).ToList();
        Assert.InRange(times.Zip(times.Skip(1)).Count(pair => pair.Second < pair.First), times.Count / 200, times.Count);
    }

    [Fact]
    public void Some_scans_are_hours_late_and_a_few_days()
    {
        var delays = run.Of(Topic.Tracking).Select(p => p.Message.ArrivalUnixMs - p.EventTime).ToList();
        Assert.InRange(delays.Count(d => d > 3 * Hour) / (double)delays.Count, .03, .07);
        Assert.InRange(delays.Count(d => d > 48 * Hour), 1, delays.Count / 50);
        Assert.True(delays.Max() <= 72 * Hour);
    }

    [Fact]
    public void The_run_lasts_about_as_long_as_asked_for()
    {
        var days = (run.Messages[^1].ArrivalUnixMs - run.Messages[0].ArrivalUnixMs) / (24d * Hour);
        Assert.InRange(days, 12, 16);
    }
}
