using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Trials;

namespace Fulfillment.Streams.Chaos.Tests.Clock;

/// <summary>R13. A partition that falls silent holds the clock for the idle timeout, no less, and at most one probe longer.</summary>
public sealed class IdleTests
{
    [Fact, Trait("Property", "R13")]
    public void A_silent_partition_holds_the_clock_for_the_idle_timeout_and_a_probe_at_most()
    {
        var stall = new Worst();
        var trial = Trial.Of("R13", inShort: 100, inFull: 2_000).Run(one =>
        {
            var timeout = TimeSpan.FromMilliseconds(one.Random.Next(100, 60_000));
            var probe = TimeSpan.FromMilliseconds(one.Random.Next(1, 2 * (int)timeout.TotalMilliseconds));
            stall.Measured(new SilentInput(timeout, probe, one.Random).Stall() / (timeout + probe));
            stall.Measured(new SilentTopic(timeout, probe, one.Random).Stall() / (timeout + probe));
        });
        trial.Record(
            string.Create(CultureInfo.InvariantCulture, $"longest {stall.Value:P1} of timeout + probe ({trial.Count:N0} cases)"), stall.Value <= 1,
            "In virtual time: a watermark tracker of several inputs, and a lane with one silent topic.");
    }
}
