using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows of equal size that start at equal distances: [offset + n·slide, offset + n·slide + size) for every whole n.
/// They overlap where slide &lt; size (the size need not be a multiple), and leave gaps, whose events are in no window,
/// where slide &gt; size. Flink calls them sliding.
/// </summary>
public readonly record struct HoppingWindows : IWindows
{
    private readonly long _size;
    private readonly long _slide;
    private readonly long _offset;

    /// <summary>Windows of <paramref name="size"/> milliseconds every <paramref name="slide"/> milliseconds.</summary>
    /// <param name="size">Milliseconds, greater than 0.</param>
    /// <param name="slide">Milliseconds, greater than 0.</param>
    /// <param name="offset">Any time at which a window starts; negative or beyond the slide is the same as its remainder.</param>
    /// <exception cref="ArgumentOutOfRangeException">Size or slide is not positive.</exception>
    public HoppingWindows(long size, long slide, long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slide);
        _size = size;
        _slide = slide;
        _offset = EventTime.FloorRemainder(offset, slide);
    }

    /// <summary>Windows of <paramref name="size"/> every <paramref name="slide"/>, aligned to 1970-01-01T00:00Z + <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Size or slide is less than 1 ms.</exception>
    public HoppingWindows(Duration size, Duration slide, Duration offset = default)
        : this((long)size.TotalMilliseconds, (long)slide.TotalMilliseconds, (long)offset.TotalMilliseconds)
    {
    }

    /// <summary>Milliseconds in a window.</summary>
    public long Size => _size;

    /// <summary>Milliseconds from one start to the next.</summary>
    public long Slide => _slide;

    /// <summary>Where a window starts, in [0, <see cref="Slide"/>).</summary>
    public long Offset => _offset;

    /// <inheritdoc/>
    public long FirstStart(long time)
    {
        // The last start at or before time − size belongs to a window that has just ended; the next one contains time.
        var ended = time - _size;
        return ended - EventTime.FloorRemainder(ended - _offset, _slide) + _slide;
    }

    /// <inheritdoc/>
    public long NextStart(long start) => start + _slide;

    /// <inheritdoc/>
    public long EndOf(long start) => start + _size;
}
