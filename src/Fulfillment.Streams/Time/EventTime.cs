namespace Fulfillment.Streams.Time;

/// <summary>
/// Arithmetic on event times. An event time is a <see cref="long"/>: milliseconds since 1970-01-01T00:00:00Z,
/// negative before it.
/// </summary>
public static class EventTime
{
    /// <summary>The clock before anything has been seen; smaller than every event time.</summary>
    public const long None = long.MinValue;

    /// <summary>The greatest distance from 1970 that windows work with, so that their bounds cannot overflow: 2^61 ms.</summary>
    public const long Bound = 1L << 61;

    /// <summary>Milliseconds in a day of 24 hours.</summary>
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary><paramref name="time"/> ÷ <paramref name="size"/>, rounded towards the past also for negative times.</summary>
    /// <param name="time">A time or a distance in milliseconds.</param>
    /// <param name="size">The divisor, greater than 0.</param>
    public static long FloorDivide(long time, long size)
    {
        var quotient = Math.DivRem(time, size, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The remainder of <see cref="FloorDivide"/>: always in [0, <paramref name="size"/>).</summary>
    /// <param name="time">A time or a distance in milliseconds.</param>
    /// <param name="size">The divisor, greater than 0.</param>
    public static long FloorRemainder(long time, long size)
    {
        var remainder = time % size;
        return remainder < 0 ? remainder + size : remainder;
    }

    /// <summary>
    /// <paramref name="time"/> + <paramref name="milliseconds"/>, staying at the ends of the range instead of wrapping,
    /// so that <see cref="None"/> minus a lateness is still <see cref="None"/>.
    /// </summary>
    /// <param name="time">A time in unix milliseconds.</param>
    /// <param name="milliseconds">How far to move it; may be negative.</param>
    public static long Add(long time, long milliseconds)
    {
        var sum = unchecked(time + milliseconds);
        if (((time ^ sum) & (milliseconds ^ sum)) >= 0)
            return sum;
        return milliseconds < 0 ? long.MinValue : long.MaxValue;
    }
}
