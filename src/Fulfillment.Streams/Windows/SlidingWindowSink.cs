using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Trailing windows: events of a key are kept by time; an event changes the windows that end with it and with the events
/// of the following <c>size</c> milliseconds.
/// </summary>
internal sealed class SlidingWindowSink<T, TKey, TAcc, TOut>(
    SlidingWindows windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : TrackSink<T, TKey, TAcc, TOut, SlidingTrack<TKey, TAcc>>(spec, observer)
    where TKey : notnull
{
    private readonly SlidingFold<T, TAcc, TOut> _fold = new(spec.Aggregate);

    protected override SlidingTrack<TKey, TAcc> NewTrack(TKey key) => new(key);

    protected override bool TryAdd(T item, long time, TKey key)
    {
        if (IsExpired(windows.WindowOf(time).End))
            return false;
        var track = GetOrAddTrack(key);
        var index = track.IndexOf(time);
        if (index == track.Panes.Count || track.Panes[index].Time != time)
        {
            track.Panes.Insert(index, new SlidingPane<TAcc>(time, Aggregate.Zero));
            if (track.Panes.Count == 1)
                ScheduleExpiry(track, ExpiryOf(time));
        }
        var pane = track.Panes[index];
        Aggregate.Add(ref pane.Accumulator, item);
        pane.IsTouched = true;
        track.FirstChange = Math.Min(track.FirstChange, time);
        Visit(track);
        return true;
    }

    protected override long EmitChanged(SlidingTrack<TKey, TAcc> track, long upTo)
    {
        var panes = track.Panes;
        var first = track.IndexOf(track.FirstChange);
        track.FirstChange = long.MaxValue;
        if (first == panes.Count)
            return long.MaxValue;
        MarkChanged(panes, first);
        _fold.Clear();
        var oldest = track.IndexOf(windows.WindowOf(panes[first].Time).Start); // panes [oldest, i] are in the fold
        for (var i = oldest; i < panes.Count; i++)
        {
            var pane = panes[i];
            var window = windows.WindowOf(pane.Time);
            _fold.Push(pane);
            for (; panes[oldest].Time < window.Start; oldest++)
                _fold.Pop();
            if (!pane.IsChanged)
                continue;
            if (window.End > upTo)
            {
                track.FirstChange = pane.Time;
                return window.End; // later panes end later
            }
            pane.IsChanged = false;
            Results.Add(new WindowResult<TKey, TOut>(track.Key, window, _fold.Result()));
        }
        return long.MaxValue;
    }

    protected override long DropExpired(SlidingTrack<TKey, TAcc> track)
    {
        var expired = 0;
        while (expired < track.Panes.Count && ExpiryOf(track.Panes[expired].Time) <= Clock)
            expired++;
        track.Panes.RemoveRange(0, expired);
        return track.Panes.Count > 0 ? ExpiryOf(track.Panes[0].Time) : long.MaxValue;
    }

    private void MarkChanged(List<SlidingPane<TAcc>> panes, int first)
    {
        var reach = EventTime.None; // the last time whose window contains a touched pane seen so far
        for (var i = first; i < panes.Count; i++)
        {
            var pane = panes[i];
            if (pane.IsTouched)
            {
                pane.IsTouched = false;
                reach = pane.Time + windows.Size - 1;
            }
            pane.IsChanged |= pane.Time <= reach;
        }
    }

    /// <summary>When no event that is still in time can have a window that contains <paramref name="time"/>.</summary>
    private long ExpiryOf(long time) => EventTime.Add(time + windows.Size, Spec.Retention);
}
