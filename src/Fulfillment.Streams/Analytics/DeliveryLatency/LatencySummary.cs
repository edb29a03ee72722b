namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>Reads several panes as one window. Quantiles are nearest-rank: the smallest duration that at least that share does not exceed.</summary>
/// <param name="pool">Where the panes are from.</param>
internal sealed class LatencySummary(LatencyPanePool pool)
{
    private LatencyPane[] _panes = new LatencyPane[8];
    private (int From, int To)[] _left = new (int, int)[8];
    private int _used;

    public int Count { get; private set; }

    public double MeanHours
    {
        get
        {
            long seconds = 0;
            foreach (var pane in _panes.AsSpan(0, _used))
            {
                seconds += pane.Seconds;
            }

            return Hours(seconds / (double)Count);
        }
    }

    public double MinHours
    {
        get
        {
            var least = int.MaxValue;
            foreach (var pane in _panes.AsSpan(0, _used))
            {
                least = Math.Min(least, pane.Sorted[0]);
            }

            return Hours(least);
        }
    }

    public double MaxHours
    {
        get
        {
            var most = 0;
            foreach (var pane in _panes.AsSpan(0, _used))
            {
                most = Math.Max(most, pane.Sorted[^1]);
            }

            return Hours(most);
        }
    }

    public long OnTime { get; private set; }

    public long Late { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Clear() => (_used, Count, OnTime, Late) = (0, 0, 0, 0);

    /// <summary>Adds a pane, which must not change until all is read; an empty one adds nothing.</summary>
    public void Add(LatencyPane? pane)
    {
        pane?.Settle(pool);
        if (pane is not { Count: > 0 })
        {
            return;
        }

        if (_used == _panes.Length)
        {
            Array.Resize(ref _panes, 2 * _used);
            Array.Resize(ref _left, 2 * _used);
        }

        _panes[_used++] = pane;
        Count += pane.Count;
        OnTime += pane.OnTime;
        Late += pane.Late;
    }

    /// <summary>The duration at a percentile from 1 to 100, in hours.</summary>
    public double QuantileHours(int percentile)
    {
        var rank = (int)((((long)Count * percentile) + 99) / 100);
        return Hours(_used == 1 ? _panes[0].Sorted[rank - 1] : Select(rank));
    }

    private static double Hours(double seconds) => seconds / 3600;

    /// <summary>
    /// The rank-th smallest over all panes. Of each sorted pane a stretch is left that may hold it; the middle of the longest
    /// one splits all of them, so each step drops about half of the longest.
    /// </summary>
    private int Select(int rank)
    {
        for (var i = 0; i < _used; i++)
        {
            _left[i] = (0, _panes[i].Count);
        }

        while (true)
        {
            var longest = 0;
            for (var i = 1; i < _used; i++)
            {
                longest = Length(i) > Length(longest) ? i : longest;
            }

            var pivot = _panes[longest].Sorted[_left[longest].From + (Length(longest) / 2)];
            int below = 0, through = 0; // how many of what is left are less than the pivot, and at most it
            for (var i = 0; i < _used; i++)
            {
                var left = _panes[i].Sorted[_left[i].From.._left[i].To];
                below += CountBelow(left, pivot);
                through += CountBelow(left, pivot + 1L);
            }

            if (rank > below && rank <= through)
            {
                return pivot;
            }

            var isAbove = rank > through;
            for (var i = 0; i < _used; i++)
            {
                var (from, to) = _left[i];
                var split = from + CountBelow(_panes[i].Sorted[from..to], isAbove ? pivot + 1L : pivot);
                _left[i] = isAbove ? (split, to) : (from, split);
            }

            rank -= isAbove ? through : 0;
        }
    }

    private int Length(int pane) => _left[pane].To - _left[pane].From;

    private static int CountBelow(ReadOnlySpan<int> sorted, long value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
