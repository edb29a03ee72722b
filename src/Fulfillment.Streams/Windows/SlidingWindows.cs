using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// One trailing window per event: the <c>size</c> milliseconds up to and including the event, (t − size, t], which as
/// a half-open window is [t − size + 1, t + 1). An event exactly <c>size</c> before another is not in its window, as two
/// events exactly an hour apart are never in one tumbling hour. Flink SQL writes this
/// <c>OVER (… RANGE BETWEEN INTERVAL … PRECEDING AND CURRENT ROW)</c>, though with both bounds inside.
/// </summary>
public readonly record struct SlidingWindows
{
    /// <summary>Trailing windows of <paramref name="size"/> milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public SlidingWindows(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Size = size;
    }

    /// <summary>Trailing windows of <paramref name="size"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1 ms.</exception>
    public SlidingWindows(Duration size)
        : this((long)size.TotalMilliseconds)
    {
    }

    /// <summary>Milliseconds in a window.</summary>
    public long Size { get; }

    /// <summary>The window of an event at <paramref name="time"/>; it ends 1 ms after the event.</summary>
    public TimeWindow WindowOf(long time) => new(time - Size + 1, time + 1);
}
