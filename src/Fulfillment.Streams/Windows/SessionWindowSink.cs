using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Sessions: an event extends the session it joins, or links two into one, or starts its own. A session that had been
/// emitted and lost its start, by an earlier event or to an earlier session, is retracted.
/// </summary>
internal sealed class SessionWindowSink<T, TKey, TAcc, TOut>(
    SessionWindows windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : TrackSink<T, TKey, TAcc, TOut, SessionTrack<TKey, TAcc, TOut>>(spec, observer)
    where TKey : notnull
{
    protected override SessionTrack<TKey, TAcc, TOut> NewTrack(TKey key) => new(key);

    protected override bool TryAdd(T item, long time, TKey key)
    {
        var track = FindTrack(key);
        var index = track?.IndexOf(time, windows.Gap) ?? 0;
        if (track is null || !track.Joins(index, time, windows))
        {
            if (IsExpired(windows.WindowOf(time, time).End))
                return false;
            track ??= GetOrAddTrack(key);
            track.Sessions.Insert(index, new Session<TKey, TAcc, TOut>(time, Aggregate.Zero));
            if (index == 0)
                ScheduleExpiry(track, ExpiryOf(track.Sessions[0]));
        }
        // Joining needs no look at the clock: a session that is still here has not expired.
        var session = track.Sessions[index];
        if (track.Joins(index + 1, time, windows))
            MergeNext(track, index);
        if (time < session.First)
        {
            Retract(session);
            session.First = time;
        }
        session.Last = Math.Max(session.Last, time);
        Aggregate.Add(ref session.Accumulator, item);
        session.IsChanged = true;
        Visit(track);
        return true;
    }

    protected override long EmitChanged(SessionTrack<TKey, TAcc, TOut> track, long upTo)
    {
        foreach (var session in track.Sessions)
        {
            if (!session.IsChanged)
                continue;
            var window = windows.WindowOf(session.First, session.Last);
            if (window.End > upTo)
                return window.End; // later sessions end later
            session.IsChanged = false;
            var result = new WindowResult<TKey, TOut>(track.Key, window, Aggregate.Result(in session.Accumulator));
            session.Emitted = result;
            Results.Add(result);
        }
        return long.MaxValue;
    }

    protected override long DropExpired(SessionTrack<TKey, TAcc, TOut> track)
    {
        var expired = 0;
        while (expired < track.Sessions.Count && ExpiryOf(track.Sessions[expired]) <= Clock)
            expired++;
        track.Sessions.RemoveRange(0, expired);
        return track.Sessions.Count > 0 ? ExpiryOf(track.Sessions[0]) : long.MaxValue;
    }

    private void MergeNext(SessionTrack<TKey, TAcc, TOut> track, int index)
    {
        var (session, next) = (track.Sessions[index], track.Sessions[index + 1]);
        Aggregate.Merge(ref session.Accumulator, in next.Accumulator);
        session.Last = next.Last;
        Retract(next);
        track.Sessions.RemoveAt(index + 1);
    }

    private void Retract(Session<TKey, TAcc, TOut> session)
    {
        if (session.Emitted is { } emitted)
            Results.Add(emitted with { Change = WindowChange.Retract });
        session.Emitted = null;
    }

    private long ExpiryOf(Session<TKey, TAcc, TOut> session) =>
        EventTime.Add(windows.WindowOf(session.First, session.Last).End, Spec.Retention);
}
