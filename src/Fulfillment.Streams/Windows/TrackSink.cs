using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows that follow from the events of a key: one track per key, visited when a batch touches it or the clock closes
/// one of its windows, and dropped when all its windows have expired.
/// </summary>
internal abstract class TrackSink<T, TKey, TAcc, TOut, TTrack>(
    WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : WindowSink<T, TKey, TAcc, TOut>(spec, observer)
    where TKey : notnull
    where TTrack : Track<TKey>
{
    private readonly Dictionary<TKey, TTrack> _tracks = [];
    private readonly List<TTrack> _visits = [];
    private readonly PriorityQueue<TTrack, long> _closings = new();
    private readonly PriorityQueue<TTrack, long> _expiries = new();

    /// <summary>A track without windows.</summary>
    protected abstract TTrack NewTrack(TKey key);

    /// <summary>Puts the changed windows with end ≤ <paramref name="upTo"/> into the results.</summary>
    /// <returns>The least end of a changed window that remains, or <see cref="long.MaxValue"/>.</returns>
    protected abstract long EmitChanged(TTrack track, long upTo);

    /// <summary>Drops what has expired.</summary>
    /// <returns>When the next window expires, or <see cref="long.MaxValue"/> if the track is empty.</returns>
    protected abstract long DropExpired(TTrack track);

    protected TTrack? FindTrack(TKey key) => _tracks.GetValueOrDefault(key);

    protected TTrack GetOrAddTrack(TKey key)
    {
        ref var track = ref CollectionsMarshal.GetValueRefOrAddDefault(_tracks, key, out _);
        return track ??= NewTrack(key);
    }

    protected void Visit(TTrack track)
    {
        if (track.IsVisited)
            return;
        track.IsVisited = true;
        _visits.Add(track);
    }

    /// <summary>Must be called when a window becomes a track's first, to expire at <paramref name="time"/>, before what was scheduled.</summary>
    protected void ScheduleExpiry(TTrack track, long time)
    {
        track.NextExpiry = time;
        _expiries.Enqueue(track, time);
    }

    protected override void Advance(long before)
    {
        while (_closings.TryPeek(out var track, out var end) && end <= Clock)
        {
            _closings.Dequeue();
            if (track.NextClose != end)
                continue; // an earlier entry has replaced this one
            track.NextClose = long.MaxValue;
            Visit(track);
        }
        EmitVisited(EmitsOnClose ? Clock : long.MaxValue);
        DropExpired();
    }

    protected override void CloseAll()
    {
        foreach (var track in _tracks.Values)
            Visit(track);
        EmitVisited(long.MaxValue);
    }

    private void EmitVisited(long upTo)
    {
        var firstUpsert = Results.Count; // retractions go first
        foreach (var track in _visits)
        {
            track.IsVisited = false;
            var next = EmitChanged(track, upTo);
            if (next < track.NextClose)
            {
                track.NextClose = next;
                _closings.Enqueue(track, next);
            }
        }
        _visits.Clear();
        if (EmitsOnClose)
            SortByWindow(firstUpsert);
    }

    private void SortByWindow(int from)
    {
        var closed = Results.Skip(from).OrderBy(result => result.Window).ToArray(); // stable: tracks keep their order
        Results.RemoveRange(from, closed.Length);
        Results.AddRange(closed);
    }

    private void DropExpired()
    {
        while (_expiries.TryPeek(out var track, out var time) && time <= Clock)
        {
            _expiries.Dequeue();
            if (track.NextExpiry != time)
                continue; // an earlier entry has replaced this one
            track.NextExpiry = long.MaxValue;
            var next = DropExpired(track);
            if (next < long.MaxValue)
                ScheduleExpiry(track, next);
            else
                _tracks.Remove(track.Key);
        }
    }
}
