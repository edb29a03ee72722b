using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public static partial class WindowOperators
{
    /// <summary>
    /// Aggregates the events of each key in windows of several panes, one ending with each pane. Each event is added to one
    /// pane; a window merges its panes when it is emitted.
    /// </summary>
    /// <param name="source">The events, in batches.</param>
    /// <param name="windows">The windows, such as 7 local days, rolling daily.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="by">An event's key, compared by value.</param>
    /// <param name="aggregate">What to compute.</param>
    /// <param name="options">Retention, emission and late output; the default is documented there.</param>
    /// <exception cref="ArgumentException">An argument is null, not constructed, or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<WindowResult<TKey, TOut>>> RollingWindow<T, TKey, TAcc, TOut, TPanes>(
        this IObservable<ClockedBatch<T>> source,
        RollingWindows<TPanes> windows,
        Func<T, long> time,
        Func<T, TKey> by,
        IAggregate<T, TAcc, TOut> aggregate,
        WindowOptions<T>? options = null)
        where TKey : notnull
        where TPanes : struct, IPanes
    {
        ArgumentNullException.ThrowIfNull(source);
        ThrowIfDefault(windows, nameof(windows));
        var spec = new WindowSpec<T, TKey, TAcc, TOut>(time, by, aggregate, options);
        return Create<T, TKey, TOut>(source, observer => new RollingWindowSink<T, TKey, TAcc, TOut, TPanes>(windows, spec, observer));
    }
}
