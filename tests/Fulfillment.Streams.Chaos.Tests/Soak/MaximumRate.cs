using System.Diagnostics;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>Finds the highest rate a worker keeps up with, by feeding it more than that first.</summary>
internal static class MaximumRate
{
    /// <summary>Events a second, more than any worker here can read.</summary>
    public const double Overload = 100_000;

    private const int Tries = 6;
    private static readonly TimeSpan DrainMax = TimeSpan.FromMinutes(5);

    /// <summary>Measures; the worker is idle before and after.</summary>
    /// <param name="client">Sends.</param>
    /// <param name="probe">Looks.</param>
    /// <param name="window">How long a rate is held.</param>
    public static async Task<double> MeasureAsync(SteadyClient client, Probe probe, TimeSpan window)
    {
        await BurdenAsync(client, probe, window / 2); // what runs for the first time is slow
        var rate = await BurdenAsync(client, probe, window);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            client.Rate = rate;
            await Task.Delay(window);
            var lag = client.Sent - await probe.ReadAsync();
            client.Rate = 0;
            await probe.UntilLagAsync(0, DrainMax);
            if (lag < 3 * rate)
            {
                break; // not more behind than what waits for a flush and the flush being written
            }

            rate *= 0.85;
        }

        return rate;
    }

    /// <summary>Sends more than can be read, lets it be read, and gives the records a second over all that time.</summary>
    private static async Task<double> BurdenAsync(SteadyClient client, Probe probe, TimeSpan time)
    {
        var (watch, before) = (Stopwatch.StartNew(), await probe.ReadAsync());
        client.Rate = Overload;
        await Task.Delay(time);
        client.Rate = 0;
        await probe.UntilLagAsync(0, DrainMax);
        return (await probe.ReadAsync() - before) / watch.Elapsed.TotalSeconds;
    }
}
