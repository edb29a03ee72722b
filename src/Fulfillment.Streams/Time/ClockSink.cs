namespace Fulfillment.Streams.Time;

/// <summary>Adds the clock of a single input to batches.</summary>
internal sealed class ClockSink<T>(Func<T, long> time, long outOfOrderness, IObserver<ClockedBatch<T>> observer)
    : IObserver<IList<T>>
{
    private long _clock = EventTime.None;
    private bool _stopped;

    public void OnNext(IList<T> value)
    {
        if (_stopped)
            return;
        T[] events;
        try
        {
            events = [.. value];
            foreach (var item in events)
                _clock = Math.Max(_clock, EventTime.Add(time(item), -outOfOrderness));
        }
        catch (Exception error)
        {
            OnError(error);
            return;
        }
        observer.OnNext(new ClockedBatch<T>(events, _clock));
    }

    public void OnError(Exception error)
    {
        _stopped = true;
        observer.OnError(error); // the subscription sees to it that nothing follows the first end
    }

    public void OnCompleted()
    {
        _stopped = true;
        observer.OnCompleted();
    }
}
