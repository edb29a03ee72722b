using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows of activity: an event at most <c>gap</c> milliseconds after another of its key is in the same session; one
/// that comes later starts a new session. Events exactly <c>gap</c> apart are together, as in Flink and Kafka Streams.
/// </summary>
/// <remarks>
/// A session with events from <c>first</c> to <c>last</c> is the window [first, last + gap + 1): its end is the first
/// instant at which an event would start another session, so that, as everywhere, an event at the end is not inside.
/// </remarks>
public readonly record struct SessionWindows
{
    /// <summary>Sessions parted by more than <paramref name="gap"/> milliseconds without an event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The gap is not positive.</exception>
    public SessionWindows(long gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gap);
        Gap = gap;
    }

    /// <summary>Sessions parted by more than <paramref name="gap"/> without an event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The gap is less than 1 ms.</exception>
    public SessionWindows(Duration gap)
        : this((long)gap.TotalMilliseconds)
    {
    }

    /// <summary>The longest silence within a session, milliseconds.</summary>
    public long Gap { get; }

    /// <summary>The window of a session whose events reach from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public TimeWindow WindowOf(long first, long last) => new(first, last + Gap + 1);

    /// <summary>Whether an event belongs to a session with events from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public bool Joins(long first, long last, long time) => first - Gap <= time && time <= last + Gap;
}
