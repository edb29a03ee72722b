using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// A half-open stretch of event time, [<paramref name="Start"/>, <paramref name="End"/>), in unix milliseconds.
/// Ordered by end, then start: the order in which windows close.
/// </summary>
/// <param name="Start">The first instant inside.</param>
/// <param name="End">The first instant after it: an event at <c>End</c> belongs to the next window.</param>
public readonly record struct TimeWindow(long Start, long End) : IComparable<TimeWindow>
{
    /// <summary>Milliseconds from start to end.</summary>
    public long Length => End - Start;

    /// <summary>Whether an event belongs here. One at <see cref="Start"/> does; one at <see cref="End"/> belongs to the next window.</summary>
    /// <param name="time">Unix milliseconds.</param>
    public bool Contains(long time) => Start <= time && time < End;

    /// <summary>The same stretch as a NodaTime interval, also half-open.</summary>
    public Interval ToInterval() => new(Instant.FromUnixTimeMilliseconds(Start), Instant.FromUnixTimeMilliseconds(End));

    /// <inheritdoc/>
    public int CompareTo(TimeWindow other)
    {
        var byEnd = End.CompareTo(other.End);
        return byEnd != 0 ? byEnd : Start.CompareTo(other.Start);
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Start}, {End})";

    /// <summary>Whether <paramref name="left"/> closes before <paramref name="right"/>.</summary>
    public static bool operator <(TimeWindow left, TimeWindow right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> closes before or with <paramref name="right"/>.</summary>
    public static bool operator <=(TimeWindow left, TimeWindow right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> closes after <paramref name="right"/>.</summary>
    public static bool operator >(TimeWindow left, TimeWindow right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> closes after or with <paramref name="right"/>.</summary>
    public static bool operator >=(TimeWindow left, TimeWindow right) => left.CompareTo(right) >= 0;
}
