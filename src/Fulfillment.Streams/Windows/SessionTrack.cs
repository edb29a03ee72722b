namespace Fulfillment.Streams.Windows;

/// <summary>The sessions of one key, ascending, more than a gap apart from each other.</summary>
internal sealed class SessionTrack<TKey, TAcc, TOut>(TKey key) : Track<TKey>(key)
{
    public List<Session<TKey, TAcc, TOut>> Sessions { get; } = [];

    /// <summary>
    /// The index of the first session that an event at <paramref name="time"/> does not come too late for: the one it
    /// joins, or before which it starts its own.
    /// </summary>
    public int IndexOf(long time, long gap)
    {
        var (low, high) = (0, Sessions.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Sessions[middle].Last + gap < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Whether there is a session at <paramref name="index"/> that an event at <paramref name="time"/> joins.</summary>
    public bool Joins(int index, long time, SessionWindows windows) =>
        index < Sessions.Count && windows.Joins(Sessions[index].First, Sessions[index].Last, time);
}
