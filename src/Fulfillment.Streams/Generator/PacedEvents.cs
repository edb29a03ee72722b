using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Generator;

/// <summary>Lets simulated arrivals happen at their wall time.</summary>
public static class PacedEvents
{
    // Timers refuse to wait for more than 49 days.
    private const long LongestTimerMs = Durations.Day;

    /// <summary>
    /// Gives each message when the clock reaches its arrival. What has arrived already is given at once, so a stream
    /// that starts 14 days ago is a quick backfill that turns into a live feed.
    /// </summary>
    /// <param name="events">Messages in order of arrival, such as an <see cref="EventGenerator"/>; may be endless.</param>
    /// <param name="clock">The clock to follow.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <exception cref="OperationCanceledException">The feed was cancelled.</exception>
    public static async IAsyncEnumerable<GeneratedEvent> ReadAsync(
        IEnumerable<GeneratedEvent> events,
        TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var message in events)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The clock is read only when the last reading does not suffice: a backfill should not pay for it.
            while (message.ArrivalUnixMs > now)
            {
                now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                if (message.ArrivalUnixMs > now)
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(message.ArrivalUnixMs - now, LongestTimerMs)), clock, cancellationToken).ConfigureAwait(false);
            }

            yield return message;
        }
    }
}
