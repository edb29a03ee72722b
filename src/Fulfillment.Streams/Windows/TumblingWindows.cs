using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows of equal size, end to end: [offset + n·size, offset + (n+1)·size) for every whole n, negative ones included.
/// An event at a boundary belongs to the window that starts there.
/// </summary>
public readonly record struct TumblingWindows : IPanes
{
    private readonly long _size;
    private readonly long _offset;

    /// <summary>Windows of <paramref name="size"/> milliseconds, one of them starting at <paramref name="offset"/>.</summary>
    /// <param name="size">Milliseconds, greater than 0.</param>
    /// <param name="offset">Any time at which a window starts; negative or beyond the size is the same as its remainder.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public TumblingWindows(long size, long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _size = size;
        _offset = EventTime.FloorRemainder(offset, size);
    }

    /// <summary>Windows of <paramref name="size"/>, aligned to 1970-01-01T00:00Z + <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1 ms.</exception>
    public TumblingWindows(Duration size, Duration offset = default)
        : this((long)size.TotalMilliseconds, (long)offset.TotalMilliseconds)
    {
    }

    /// <summary>One window per hour of UTC.</summary>
    public static TumblingWindows Hourly { get; } = new(Duration.FromHours(1));

    /// <summary>Milliseconds in a window.</summary>
    public long Size => _size;

    /// <summary>Where a window starts, in [0, <see cref="Size"/>).</summary>
    public long Offset => _offset;

    /// <inheritdoc/>
    public long StartOf(long time) => time - EventTime.FloorRemainder(time - _offset, _size);

    /// <inheritdoc/>
    public long EndOf(long start) => start + _size;

    /// <inheritdoc/>
    public long FirstStart(long time) => StartOf(time);

    /// <inheritdoc/>
    public long NextStart(long start) => start + _size;

    /// <inheritdoc/>
    public long PreviousStart(long start) => start - _size;

    /// <summary>The window that contains <paramref name="time"/>.</summary>
    public TimeWindow WindowOf(long time)
    {
        var start = StartOf(time);
        return new TimeWindow(start, start + _size);
    }
}
