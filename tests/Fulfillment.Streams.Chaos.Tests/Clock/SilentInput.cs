using Fulfillment.Streams.Tests.Time;
using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Chaos.Tests.Clock;

/// <summary>A tracker of some inputs, asked at every probe; all deliver what happens now until one falls silent.</summary>
internal sealed class SilentInput(TimeSpan timeout, TimeSpan probe, Random random)
{
    /// <summary>From the last event of the silent input until the clock passes it.</summary>
    public TimeSpan Stall()
    {
        var wall = new ManualTime();
        var tracker = new WatermarkTracker(
            new WatermarkOptions { OutOfOrderness = Duration.FromMilliseconds(random.Next(1000)), IdleTimeout = Duration.FromTimeSpan(timeout) }, wall);
        InputId[] inputs = [.. Enumerable.Range(0, random.Next(2, 8)).Select(i => new InputId("orders", i))];
        Array.ForEach(inputs, i => tracker.Add(i));
        for (var probes = random.Next(1, 10); probes > 0; probes--)
        {
            Deliver(tracker, inputs, wall);
            wall.Pass(probe);
        }

        Deliver(tracker, inputs, wall);
        var (silent, since) = (inputs[0], wall.GetTimestamp());
        var held = tracker.WatermarkOf(silent);
        while (tracker.Clock <= held)
        {
            wall.Pass(probe);
            Deliver(tracker, inputs[1..], wall);
            if (wall.GetElapsedTime(since) < timeout)
            {
                Assert.Equal(held, tracker.Clock); // not idle yet: nothing older than its watermark may be given up
            }
        }

        return wall.GetElapsedTime(since);
    }

    /// <summary>Each input delivers what happened now, then the clock is asked, as a lane does at every batch and tick.</summary>
    private static void Deliver(WatermarkTracker tracker, InputId[] inputs, ManualTime wall)
    {
        foreach (var input in inputs)
        {
            tracker.Observe(input, wall.GetUtcNow().ToUnixTimeMilliseconds() + (long)TimeSpan.FromDays(1).TotalMilliseconds);
        }

        tracker.Advance();
    }
}
