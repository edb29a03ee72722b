namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>Reads several panes as one window. Quantiles are nearest-rank: the smallest duration that at least that share does not exceed.</summary>
internal sealed class LatencySummary
{
    private readonly List<LatencyPane> _panes = [];

    public int Count { get; private set; }

    public double MeanHours => Hours(_panes.Sum(p => p.Seconds) / (double)Count);

    public double MinHours => Hours(_panes.Min(p => p.Sorted[0]));

    public double MaxHours => Hours(_panes.Max(p => p.Sorted[^1]));

    public long OnTime => _panes.Sum(p => p.OnTime);

    public long Late => _panes.Sum(p => p.Late);

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _panes.Clear();
        Count = 0;
    }

    /// <summary>Adds a pane; an empty one adds nothing.</summary>
    public void Add(LatencyPane? pane)
    {
        if (pane is { Count: > 0 })
        {
            _panes.Add(pane);
            Count += pane.Count;
        }
    }

    /// <summary>The duration at a percentile from 1 to 100, in hours.</summary>
    public double QuantileHours(int percentile)
    {
        var rank = (int)(((long)Count * percentile + 99) / 100);
        if (_panes.Count == 1)
        {
            return Hours(_panes[0].Sorted[rank - 1]);
        }

        int low = _panes.Min(p => p.Sorted[0]), high = _panes.Max(p => p.Sorted[^1]);
        while (low < high)
        {
            var middle = low + ((high - low) >> 1);
            (low, high) = AtMost(middle) >= rank ? (low, middle) : (middle + 1, high);
        }

        return Hours(low);
    }

    private static double Hours(double seconds) => seconds / 3600;

    private int AtMost(int seconds)
    {
        var count = 0;
        foreach (var pane in _panes)
        {
            var sorted = pane.Sorted;
            int low = 0, high = sorted.Length;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = sorted[middle] <= seconds ? (middle + 1, high) : (low, middle);
            }

            count += low;
        }

        return count;
    }
}
