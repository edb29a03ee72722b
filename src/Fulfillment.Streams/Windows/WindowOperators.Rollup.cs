using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public static partial class WindowOperators
{
    /// <summary>
    /// Aggregates the events of each key in tumbling windows of several sizes at once, such as minute, hour and day. The results are
    /// those of one tumbling window per size, told apart by <see cref="TimeWindow.Length"/>, but an event is added once, and its key
    /// looked up once: larger windows are merged out of the smaller ones that a batch touched. Within a batch, results come by size,
    /// smallest first; those of windows that close come by end.
    /// </summary>
    /// <param name="source">The events, in batches.</param>
    /// <param name="windows">The windows. The retention counts from the end of each.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="by">An event's key, compared by value.</param>
    /// <param name="aggregate">What to compute.</param>
    /// <param name="options">Retention, emission and late output; the default is documented there.</param>
    /// <exception cref="ArgumentException">An argument is null or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<WindowResult<TKey, TOut>>> RollupWindow<T, TKey, TAcc, TOut>(
        this IObservable<ClockedBatch<T>> source,
        RollupWindows windows,
        Func<T, long> time,
        Func<T, TKey> by,
        IAggregate<T, TAcc, TOut> aggregate,
        WindowOptions<T>? options = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(windows);
        var spec = new WindowSpec<T, TKey, TAcc, TOut>(time, by, aggregate, options);
        return Create<T, TKey, TOut>(source, observer => new RollupWindowSink<T, TKey, TAcc, TOut>(windows, spec, observer));
    }
}
