using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Clock;

/// <summary>
/// A lane whose stock and returns go on with the time while tracking falls silent; the other topics never say anything. The
/// probe is its tick.
/// </summary>
internal sealed class SilentTopic(TimeSpan timeout, TimeSpan probe, Random random)
{
    private int _events;

    /// <summary>From the last scan until the clock passes it.</summary>
    public TimeSpan Stall()
    {
        var options = LaneRun.Options();
        options.IdleTimeout = timeout;
        using var run = new LaneRun(options: options);
        var wall = run.Wall;
        for (var since = wall.GetTimestamp(); wall.GetElapsedTime(since) < timeout + probe;) // the topics without events fall idle
        {
            Deliver(run, "s", "t", "r");
            wall.Pass(probe / random.Next(1, 3));
        }

        Deliver(run, "s", "t", "r");
        var silentSince = wall.GetTimestamp();
        var held = Watermark(run, Topic.Tracking);
        Assert.Equal(held, run.Lane.Clock.Clock);
        while (run.Lane.Clock.Clock <= held)
        {
            wall.Pass(probe);
            Deliver(run, "s", "r");
            if (wall.GetElapsedTime(silentSince) < timeout)
            {
                Assert.Equal(held, run.Lane.Clock.Clock);
            }
        }

        return wall.GetElapsedTime(silentSince);
    }

    private void Deliver(LaneRun run, params string[] topics)
    {
        var now = run.Wall.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var topic in topics)
        {
            var id = $"e{_events++}";
            Said said = topic switch
            {
                "s" => new StockSaid(id, "s1", now, "A", "w1", 3),
                "t" => new ScanSaid(id, "s1", now, "o1", "p1", "IN_TRANSIT"),
                _ => new ReturnSaid(id, "s1", now, "o1", "A"),
            };
            run.Feed([said]);
        }

        run.Tick();
    }

    private static long Watermark(LaneRun run, Topic topic) => run.Lane.Clock.WatermarkOf(new(topic.Name(), 0));
}
