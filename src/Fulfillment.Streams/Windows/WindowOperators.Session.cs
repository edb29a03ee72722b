using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public static partial class WindowOperators
{
    /// <summary>
    /// Aggregates the events of each key by sessions. An event counts if it joins a session that is still retained, or
    /// its own session would be. When an event gives an emitted session an earlier start, or links it to an earlier one,
    /// the result under the old start is retracted.
    /// </summary>
    /// <param name="source">The events, in batches.</param>
    /// <param name="windows">The sessions.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="by">An event's key, compared by value.</param>
    /// <param name="aggregate">What to compute.</param>
    /// <param name="options">Retention, emission and late output; the default is documented there.</param>
    /// <exception cref="ArgumentException">An argument is null, not constructed, or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<WindowResult<TKey, TOut>>> SessionWindow<T, TKey, TAcc, TOut>(
        this IObservable<ClockedBatch<T>> source,
        SessionWindows windows,
        Func<T, long> time,
        Func<T, TKey> by,
        IAggregate<T, TAcc, TOut> aggregate,
        WindowOptions<T>? options = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ThrowIfDefault(windows, nameof(windows));
        var spec = new WindowSpec<T, TKey, TAcc, TOut>(time, by, aggregate, options);
        return Create<T, TKey, TOut>(source, observer => new SessionWindowSink<T, TKey, TAcc, TOut>(windows, spec, observer));
    }
}
