using System.Reactive.Linq;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Event-time windows as Rx operators over batches: <c>batches.TumblingWindow(TumblingWindows.Hourly, e =&gt; e.Time,
/// by: e =&gt; e.Region, Aggregates.Count&lt;E&gt;())</c>.
/// </summary>
/// <remarks>
/// <para>Each batch in gives one batch out, with the results of the batch (often none) and the same clock, so that
/// operators compose; <see cref="Results{TKey, TOut}"/> flattens. Results come retractions first, then in the order in
/// which the batch touched their keys (<see cref="WindowEmit.OnUpdate"/>) or in which their windows close
/// (<see cref="WindowEmit.OnClose"/>), unless an operator says otherwise.</para>
/// <para>An event counts for a window as long as the clock before its batch is less than the window's end + retention.
/// A clock that does not move or steps back is taken as unchanged.</para>
/// <para>State belongs to the subscription and ends with it. What a selector or an aggregate throws arrives at OnError;
/// on an error of the source, windows that are open are not emitted. Notifications must not overlap, as everywhere in
/// Rx.</para>
/// </remarks>
public static partial class WindowOperators
{
    /// <summary>The results one by one, without clock.</summary>
    /// <exception cref="ArgumentNullException">The source is null.</exception>
    public static IObservable<WindowResult<TKey, TOut>> Results<TKey, TOut>(
        this IObservable<ClockedBatch<WindowResult<TKey, TOut>>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.SelectMany(static batch => MemoryMarshal.ToEnumerable(batch.Events));
    }

    private static IObservable<ClockedBatch<WindowResult<TKey, TOut>>> Create<T, TKey, TOut>(
        IObservable<ClockedBatch<T>> source,
        Func<IObserver<ClockedBatch<WindowResult<TKey, TOut>>>, IObserver<ClockedBatch<T>>> sink) =>
        Observable.Create<ClockedBatch<WindowResult<TKey, TOut>>>(observer => source.SubscribeSafe(sink(observer)));

    private static void ThrowIfDefault<TWindows>(TWindows windows, string parameter)
        where TWindows : struct
    {
        if (windows.Equals(default(TWindows)))
            throw new ArgumentException($"The windows were not constructed: use new {typeof(TWindows).Name}(…).", parameter);
    }
}
