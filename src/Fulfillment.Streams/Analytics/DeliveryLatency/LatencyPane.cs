using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>
/// The stages that ended within one pane: the exact multiset of their durations (4 bytes each, sorted), so quantiles are
/// exact, a stage can be taken back, and the order of arrival cannot matter. Changes gather unsorted and are merged in one
/// pass when the pane is read. Not thread-safe.
/// </summary>
/// <remarks>One array, because most panes hold a handful: with three lists each they were half of what a flush allocated.</remarks>
internal sealed class LatencyPane
{
    private const int ShortTail = 256;
    private const int FewRemoved = 16; // a longer list is not kept when the pane becomes another

    private int[] _values = [];
    private int _sorted; // so many values are ascending, the tail behind them is as it came
    private int _used;
    private List<int>? _removed;

    /// <summary>Stages in the pane.</summary>
    public int Count => _used - (_removed?.Count ?? 0);

    /// <summary>Sum of the durations, seconds.</summary>
    public long Seconds { get; private set; }

    /// <summary>Stages that kept their promise.</summary>
    public long OnTime { get; private set; }

    /// <summary>Stages that broke it.</summary>
    public long Late { get; private set; }

    /// <summary>The durations in seconds, ascending.</summary>
    public ReadOnlySpan<int> Sorted
    {
        get
        {
            if (_sorted < _used)
            {
                SortTail();
            }

            if (_removed is { Count: > 0 })
            {
                TakeBack(_removed);
            }

            return _values.AsSpan(0, _used);
        }
    }

    /// <summary>Adds a stage, or takes one back that was added before.</summary>
    public void Add(in StageEnd stage, int sign, LatencyPanePool pool)
    {
        if (sign > 0)
        {
            Append(stage.Seconds, pool);
        }
        else
        {
            (_removed ??= []).Add(stage.Seconds);
        }

        Seconds += sign * (long)stage.Seconds;
        OnTime += stage.Promise == Promise.OnTime ? sign : 0;
        Late += stage.Promise == Promise.Late ? sign : 0;
    }

    /// <summary>Becomes a pane of nothing; its values go back to where they came from.</summary>
    public void Clear(LatencyPanePool pool)
    {
        pool.Return(_values);
        (_values, _sorted, _used) = ([], 0, 0);
        (Seconds, OnTime, Late) = (0, 0, 0);
        _removed = _removed?.Capacity > FewRemoved ? null : _removed;
        _removed?.Clear();
    }

    private void Append(int seconds, LatencyPanePool pool)
    {
        if (_used == _values.Length)
        {
            var longer = pool.Values(Math.Max(2, 2 * _used));
            _values.CopyTo(longer, 0);
            pool.Return(_values);
            _values = longer;
        }

        _values[_used++] = seconds;
    }

    /// <summary>Sorts what came and merges it from the back.</summary>
    private void SortTail()
    {
        var tail = _values.AsSpan(_sorted, _used - _sorted);
        tail.Sort();
        if (_sorted > 0 && _values[_sorted - 1] > tail[0])
        {
            Span<int> added = tail.Length <= ShortTail ? stackalloc int[ShortTail] : new int[tail.Length];
            added = added[..tail.Length];
            tail.CopyTo(added);
            int s = _sorted - 1, a = added.Length - 1;
            for (var i = _used - 1; a >= 0; i--)
            {
                _values[i] = s >= 0 && _values[s] > added[a] ? _values[s--] : added[a--];
            }
        }

        _sorted = _used;
    }

    /// <summary>Drops from the sorted values those taken back, which are all among them.</summary>
    private void TakeBack(List<int> removed)
    {
        removed.Sort();
        int kept = 0, next = 0;
        foreach (var value in _values.AsSpan(0, _used))
        {
            if (next < removed.Count && removed[next] == value)
            {
                next++;
            }
            else
            {
                _values[kept++] = value;
            }
        }

        removed.Clear();
        _sorted = _used = kept;
    }
}
