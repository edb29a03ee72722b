using System.Runtime.CompilerServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>Tumbling windows of several sizes: an event is added once, and what a batch changed is passed on from size to size.</summary>
internal sealed class RollupWindowSink<T, TKey, TAcc, TOut>(
    RollupWindows windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : WindowSink<T, TKey, TAcc, TOut>(spec, observer)
    where TKey : notnull
{
    private readonly RollupPanes<TAcc, IAggregate<T, TAcc, TOut>> _panes = new(windows, spec.Aggregate, spec.Retention);
    private readonly KeyNumbers<TKey> _keys = new();
    private readonly long _largest = windows.Sizes[^1].Size;
    private Action<int>? _release;

    protected override bool TryAdd(T item, long time, TKey key)
    {
        if (!_keys.TryGet(key, out var number))
        {
            if (!_panes.Takes(time))
                return false;
            number = _keys.Add(key);
        }
        ref var accumulator = ref _panes.Touch(number, time, out var isNew);
        if (Unsafe.IsNullRef(ref accumulator))
            return false;
        if (isNew)
            accumulator = Aggregate.Zero;
        Aggregate.Add(ref accumulator, item);
        return true;
    }

    protected override void Advance(long before)
    {
        var changed = new Changed(this, EmitsOnClose ? before : long.MaxValue);
        _panes.RollUp(ref changed);
        if (EmitsOnClose)
            Close(before, Clock);
        _panes.Expire(Clock, _release ??= number => _keys.Release(number, Clock - Spec.Retention));
    }

    protected override void CloseAll() => Close(Clock, long.MaxValue);

    private void Close(long after, long until)
    {
        var ending = new Ending(this);
        _panes.VisitEnding(after, until, ref ending);
    }

    private void EmitCell(TimeWindow window, int key, in TAcc value) =>
        Results.Add(new WindowResult<TKey, TOut>(_keys[key], window, Aggregate.Result(in value)));

    private readonly struct Changed(RollupWindowSink<T, TKey, TAcc, TOut> sink, long ended) : IPaneVisitor<TAcc>
    {
        public void Visit(TimeWindow window, int key, in TAcc value)
        {
            if (window.Length == sink._largest)
                sink._keys.Use(key, window.End);
            if (window.End <= ended)
                sink.EmitCell(window, key, in value);
        }
    }

    private readonly struct Ending(RollupWindowSink<T, TKey, TAcc, TOut> sink) : IPaneVisitor<TAcc>
    {
        public void Visit(TimeWindow window, int key, in TAcc value) => sink.EmitCell(window, key, in value);
    }
}
