using System.Reactive.Linq;
using NodaTime;

namespace Fulfillment.Streams.Time;

/// <summary>Gives plain observables of events a clock, so that the window operators apply.</summary>
/// <remarks>
/// The clock is the greatest event time so far − the out-of-orderness. State belongs to the subscription; what the time
/// selector throws arrives at OnError.
/// </remarks>
public static partial class ClockOperators
{
    /// <summary>Makes each event a batch of its own. For more than a few thousand a second, buffer first.</summary>
    /// <param name="source">The events.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="outOfOrderness">How far behind the newest event another may come and be in time; not negative.</param>
    /// <exception cref="ArgumentException">An argument is null or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<T>> WithClock<T>(
        this IObservable<T> source, Func<T, long> time, Duration outOfOrderness)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Select(static item => (IList<T>)[item]).WithClock(time, outOfOrderness);
    }

    /// <summary>Adds the clock to batches, such as those of <c>Buffer</c>. An empty batch keeps the clock.</summary>
    /// <param name="source">The events, in batches.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="outOfOrderness">How far behind the newest event another may come and be in time; not negative.</param>
    /// <exception cref="ArgumentException">An argument is null or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<T>> WithClock<T>(
        this IObservable<IList<T>> source, Func<T, long> time, Duration outOfOrderness)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(time);
        if (outOfOrderness < Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(outOfOrderness), outOfOrderness, "outOfOrderness must not be negative.");
        var bound = (long)outOfOrderness.TotalMilliseconds;
        return Observable.Create<ClockedBatch<T>>(observer => source.SubscribeSafe(new ClockSink<T>(time, bound, observer)));
    }
}
