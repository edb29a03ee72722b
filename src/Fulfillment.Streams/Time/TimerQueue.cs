using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Time;

/// <summary>
/// Event-time timers, at most one per key. They fire in (time, key) order, each once, when the clock reaches their time;
/// with the same registrations and clocks, a replay fires the same timers in the same order.
/// </summary>
/// <remarks>
/// <para>A heap with lazy deletion: replacing and cancelling leave a stale entry behind, which is skipped when it comes
/// up and swept out when more than half of the heap is stale. Every operation is O(log n), amortised.</para>
/// <para>Not thread-safe: a lane owns its timers.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue of timers.")]
public sealed class TimerQueue<TKey>
    where TKey : notnull
{
    private const int SweepAbove = 64;

    private readonly Dictionary<TKey, long> _timers = [];
    private readonly PriorityQueue<TKey, (long Time, TKey Key)> _heap;
    private readonly Comparer<(long Time, TKey Key)> _order;

    /// <summary>A queue without timers.</summary>
    /// <param name="comparer">The order of keys due at the same time; the default is theirs, ordinal for strings.</param>
    public TimerQueue(IComparer<TKey>? comparer = null)
    {
        var keys = comparer ?? KeyOrder<TKey>.Default;
        _order = Comparer<(long Time, TKey Key)>.Create((left, right) =>
        {
            var byTime = left.Time.CompareTo(right.Time);
            return byTime != 0 ? byTime : keys.Compare(left.Key, right.Key);
        });
        _heap = new PriorityQueue<TKey, (long, TKey)>(_order);
    }

    /// <summary>How many timers wait.</summary>
    public int Count => _timers.Count;

    /// <summary>Sets the timer of a key, replacing the one it has.</summary>
    /// <param name="key">Whose timer.</param>
    /// <param name="time">When it fires, unix milliseconds; a time already passed fires at the next look.</param>
    public void Register(TKey key, long time)
    {
        ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(_timers, key, out var exists);
        if (exists && current == time)
            return;
        current = time;
        _heap.Enqueue(key, (time, key));
        if (_heap.Count > SweepAbove && _heap.Count > 2 * _timers.Count)
            Sweep();
    }

    /// <summary>Takes a key's timer away.</summary>
    /// <returns>Whether it had one.</returns>
    public bool Cancel(TKey key) => _timers.Remove(key);

    /// <summary>When a key's timer will fire.</summary>
    /// <returns>Whether it has one.</returns>
    public bool TryGet(TKey key, out long time) => _timers.TryGetValue(key, out time);

    /// <summary>
    /// Takes the first timer that is due: time ≤ <paramref name="clock"/>. Call until it says no. Timers registered
    /// meanwhile take part, so a handler may set the next one.
    /// </summary>
    /// <param name="clock">The lane's clock, unix milliseconds.</param>
    /// <param name="key">Whose timer fired.</param>
    /// <param name="time">For when it was set.</param>
    public bool TryFire(long clock, [MaybeNullWhen(false)] out TKey key, out long time)
    {
        while (_heap.TryPeek(out key, out var entry) && entry.Time <= clock)
        {
            _heap.Dequeue();
            time = entry.Time;
            if (_timers.TryGetValue(key, out var current) && current == time)
            {
                _timers.Remove(key);
                return true;
            }
        }
        key = default;
        time = EventTime.None;
        return false;
    }

    /// <summary>All timers in the order in which they will fire, for a snapshot; restoring is registering them.</summary>
    public IReadOnlyList<(long Time, TKey Key)> InOrder()
    {
        var timers = _timers.Select(timer => (timer.Value, timer.Key)).ToArray();
        Array.Sort(timers, _order);
        return timers;
    }

    private void Sweep()
    {
        _heap.Clear();
        _heap.EnqueueRange(_timers.Select(timer => (timer.Key, (timer.Value, timer.Key))));
    }
}
