using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Tumbling, local-day and hopping windows: each event is added to the accumulator of every window that contains it. An
/// event may be late for the first of them and in time for the others.
/// </summary>
internal sealed class DirectWindowSink<T, TKey, TAcc, TOut, TWindows>(
    TWindows windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : AlignedWindowSink<T, TKey, TAcc, TOut, TAcc, TWindows>(windows, spec, observer)
    where TKey : notnull
    where TWindows : struct, IWindows
{
    protected override bool TryAdd(T item, long time, TKey key)
    {
        var expired = false;
        var added = false;
        for (var start = Windows.FirstStart(time); start <= time; start = Windows.NextStart(start))
        {
            var end = Windows.EndOf(start);
            if (IsExpired(end))
            {
                expired = true;
                continue;
            }
            ref var accumulator = ref Cells.Touch(key, start, out var isNew);
            if (isNew)
            {
                accumulator = Aggregate.Zero;
                OnAdded(start, end);
            }
            Aggregate.Add(ref accumulator, item);
            added = true;
        }
        return added || !expired; // in a gap between windows an event is in none, but not late
    }

    protected override TOut ValueOf(int slot) => Aggregate.Result(in Cells[slot]);
}
