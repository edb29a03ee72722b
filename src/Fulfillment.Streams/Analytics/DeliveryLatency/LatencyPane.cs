using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>
/// The stages that ended within one pane: the exact multiset of their durations (4 bytes each, sorted), so quantiles are
/// exact, a stage can be taken back, and the order of arrival cannot matter. Changes gather unsorted and are merged in one
/// pass by <see cref="Settle"/>, before the pane is read. Not thread-safe.
/// </summary>
/// <remarks>
/// There are more panes than orders, and most hold a handful: what a pane has only while it changes goes back to the pool, or all of
/// them would end up with it.
/// </remarks>
internal sealed class LatencyPane
{
    private const int ShortTail = 256;
    private const int LeastRoom = 2;

    private int[] _values = [];
    private int[] _removed = []; // to be taken back
    private int _sorted; // so many values are ascending, the tail behind them is as it came
    private int _used;
    private int _removedCount;

    /// <summary>Stages in the pane.</summary>
    public int Count => _used - _removedCount;

    /// <summary>Sum of the durations, seconds.</summary>
    public long Seconds { get; private set; }

    /// <summary>Stages that kept their promise.</summary>
    public int OnTime { get; private set; }

    /// <summary>Stages that broke it.</summary>
    public int Late { get; private set; }

    /// <summary>The durations in seconds, ascending, as of the last <see cref="Settle"/>.</summary>
    public ReadOnlySpan<int> Sorted => _values.AsSpan(0, _used);

    /// <summary>Adds a stage, or takes one back that was added before.</summary>
    public void Add(in StageEnd stage, int sign, LatencyPanePool pool)
    {
        if (sign > 0)
        {
            Append(ref _values, ref _used, stage.Seconds, pool);
        }
        else
        {
            Append(ref _removed, ref _removedCount, stage.Seconds, pool);
        }

        Seconds += sign * (long)stage.Seconds;
        OnTime += stage.Promise == Promise.OnTime ? sign : 0;
        Late += stage.Promise == Promise.Late ? sign : 0;
    }

    /// <summary>Puts what changed in its place.</summary>
    public void Settle(LatencyPanePool pool)
    {
        if (_sorted < _used)
        {
            SortTail();
        }

        if (_removedCount > 0)
        {
            TakeBack(_removed.AsSpan(0, _removedCount));
            pool.Seconds.Return(_removed);
            (_removed, _removedCount) = ([], 0);
        }
    }

    /// <summary>Becomes a pane of nothing; its values go back to where they came from.</summary>
    public void Clear(LatencyPanePool pool)
    {
        pool.Seconds.Return(_values);
        pool.Seconds.Return(_removed);
        (_values, _sorted, _used) = ([], 0, 0);
        (_removed, _removedCount) = ([], 0);
        (Seconds, OnTime, Late) = (0, 0, 0);
    }

    private static void Append(ref int[] values, ref int used, int seconds, LatencyPanePool pool)
    {
        if (used == values.Length)
        {
            var longer = pool.Seconds.Rent(Math.Max(LeastRoom, 2 * used));
            values.CopyTo(longer, 0);
            pool.Seconds.Return(values);
            values = longer;
        }

        values[used++] = seconds;
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
    private void TakeBack(Span<int> removed)
    {
        removed.Sort();
        int kept = 0, next = 0;
        foreach (var value in _values.AsSpan(0, _used))
        {
            if (next < removed.Length && removed[next] == value)
            {
                next++;
            }
            else
            {
                _values[kept++] = value;
            }
        }

        _sorted = _used = kept;
    }
}
