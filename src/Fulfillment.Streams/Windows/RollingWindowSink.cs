using System.Runtime.CompilerServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Rolling windows: each event is added to one pane, and a window merges its panes when it is emitted. The cells only
/// say which windows there are.
/// </summary>
internal sealed class RollingWindowSink<T, TKey, TAcc, TOut, TPanes>(
    RollingWindows<TPanes> windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : AlignedWindowSink<T, TKey, TAcc, TOut, byte, RollingWindows<TPanes>>(windows, spec, observer)
    where TKey : notnull
    where TPanes : struct, IPanes
{
    private readonly PaneTable<TKey, TAcc> _panes = new();

    protected override bool TryAdd(T item, long time, TKey key)
    {
        var pane = Windows.Panes.StartOf(time);
        if (IsExpired(Windows.EndOf(pane))) // the last window that contains the pane starts with it
            return false;
        var touched = _panes.Touched.Length;
        ref var accumulator = ref _panes.Touch(key, pane, out var isNew);
        if (isNew)
            accumulator = Aggregate.Zero;
        Aggregate.Add(ref accumulator, item);
        if (_panes.Touched.Length > touched) // the first event of this pane in this batch; later ones touch the same windows
            TouchWindows(key, time);
        return true;
    }

    protected override TOut ValueOf(int slot)
    {
        var (key, start) = Cells.KeyOf(slot);
        var sum = Aggregate.Zero;
        for (var i = 0; i < Windows.Count; i++, start = Windows.NextStart(start))
        {
            ref var pane = ref _panes.Find(key, start);
            if (!Unsafe.IsNullRef(ref pane))
                Aggregate.Merge(ref sum, in pane);
        }
        return Aggregate.Result(in sum);
    }

    protected override void Advance(long before)
    {
        base.Advance(before);
        _panes.ClearTouched();
        _panes.Expire(Windows, Clock, Spec.Retention); // a pane lives as long as the last window that contains it
    }

    private void TouchWindows(TKey key, long time)
    {
        for (var start = Windows.FirstStart(time); start <= time; start = Windows.NextStart(start))
        {
            var end = Windows.EndOf(start);
            if (IsExpired(end))
                continue;
            Cells.Touch(key, start, out var isNew);
            if (isNew)
                OnAdded(start, end);
        }
    }
}
