using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public static partial class WindowOperators
{
    /// <summary>
    /// Aggregates, for each event time of a key, the events of the trailing window that ends with it; events of the same
    /// time share their result. An event that arrives out of order updates the windows of the events after it, too.
    /// </summary>
    /// <param name="source">The events, in batches.</param>
    /// <param name="windows">The trailing windows.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="by">An event's key, compared by value.</param>
    /// <param name="aggregate">What to compute.</param>
    /// <param name="options">Retention, emission and late output; the default is documented there.</param>
    /// <exception cref="ArgumentException">An argument is null, not constructed, or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<WindowResult<TKey, TOut>>> SlidingWindow<T, TKey, TAcc, TOut>(
        this IObservable<ClockedBatch<T>> source,
        SlidingWindows windows,
        Func<T, long> time,
        Func<T, TKey> by,
        IAggregate<T, TAcc, TOut> aggregate,
        WindowOptions<T>? options = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ThrowIfDefault(windows, nameof(windows));
        var spec = new WindowSpec<T, TKey, TAcc, TOut>(time, by, aggregate, options);
        return Create<T, TKey, TOut>(source, observer => new SlidingWindowSink<T, TKey, TAcc, TOut>(windows, spec, observer));
    }
}
