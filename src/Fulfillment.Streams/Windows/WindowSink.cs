using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// What all window operators do with a batch: judge each event by the clock before the batch, apply it, move the clock,
/// emit, expire. One per subscription. An error of the user's functions goes downstream and ends it.
/// </summary>
internal abstract class WindowSink<T, TKey, TAcc, TOut>(
    WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : IObserver<ClockedBatch<T>>
    where TKey : notnull
{
    private readonly List<T> _late = [];
    private bool _stopped;

    protected WindowSpec<T, TKey, TAcc, TOut> Spec { get; } = spec;

    protected IAggregate<T, TAcc, TOut> Aggregate { get; } = spec.Aggregate;

    /// <summary>The clock as of the end of the last batch.</summary>
    protected long Clock { get; private set; } = EventTime.None;

    protected bool EmitsOnClose { get; } = spec.Options.Emit == WindowEmit.OnClose;

    /// <summary>What the current batch will emit.</summary>
    protected List<WindowResult<TKey, TOut>> Results { get; } = [];

    public void OnNext(ClockedBatch<T> batch)
    {
        if (_stopped)
            return;
        try
        {
            Apply(batch.Events.Span);
            var before = Clock;
            Clock = Math.Max(before, batch.Clock); // a clock that stands or steps back closes nothing
            Advance(before);
        }
        catch (Exception error)
        {
            OnError(error);
            return;
        }
        EmitLate();
        Emit();
    }

    public void OnError(Exception error)
    {
        _stopped = true;
        observer.OnError(error); // the subscription sees to it that nothing follows the first end
    }

    public void OnCompleted()
    {
        if (_stopped)
            return;
        try
        {
            if (EmitsOnClose)
                CloseAll();
        }
        catch (Exception error)
        {
            OnError(error);
            return;
        }
        if (Results.Count > 0)
            Emit();
        _stopped = true;
        observer.OnCompleted();
    }

    /// <summary>Adds an event to its windows.</summary>
    /// <returns>Whether it was in time for one of them at least.</returns>
    protected abstract bool TryAdd(T item, long time, TKey key);

    /// <summary>Puts what is due into <see cref="Results"/>, then drops what has expired.</summary>
    /// <param name="before">The clock before the batch.</param>
    protected abstract void Advance(long before);

    /// <summary>Puts what is still open into <see cref="Results"/>.</summary>
    protected abstract void CloseAll();

    /// <summary>Whether a window with this end no longer takes events.</summary>
    protected bool IsExpired(long end) => EventTime.Add(end, Spec.Retention) <= Clock;

    private void Apply(ReadOnlySpan<T> events)
    {
        foreach (var item in events)
        {
            var time = Spec.Time(item);
            if (time is < -EventTime.Bound or > EventTime.Bound)
                throw new InvalidOperationException($"Event time {time} is beyond ±2^61 ms of 1970.");
            if (!TryAdd(item, time, Spec.By(item)))
                _late.Add(item);
        }
        Spec.Options.Counters?.Count(events.Length - _late.Count, _late.Count);
    }

    private void EmitLate()
    {
        if (Spec.Options.LateOutput is { } lateOutput)
        {
            foreach (var item in _late)
                lateOutput.OnNext(item);
        }
        _late.Clear();
    }

    private void Emit()
    {
        var results = Results.ToArray(); // observers may keep it
        Results.Clear();
        observer.OnNext(new ClockedBatch<WindowResult<TKey, TOut>>(results, Clock));
    }
}
