namespace Fulfillment.Streams.Windows;

/// <summary>The accumulators of one key by event time, ascending; one per distinct time.</summary>
internal sealed class SlidingTrack<TKey, TAcc>(TKey key) : Track<TKey>(key)
{
    public List<SlidingPane<TAcc>> Panes { get; } = [];

    /// <summary>No pane before this time is touched or changed; <see cref="long.MaxValue"/> if none is at all.</summary>
    public long FirstChange { get; set; } = long.MaxValue;

    /// <summary>The index of the first pane at or after <paramref name="time"/>.</summary>
    public int IndexOf(long time)
    {
        var (low, high) = (0, Panes.Count);
        if (high > 0 && Panes[high - 1].Time < time)
            return high; // in order: the usual case
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Panes[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
