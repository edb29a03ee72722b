namespace Fulfillment.Streams.Windows;

/// <summary>What an operator with windows of the events' own making keeps for one key.</summary>
internal abstract class Track<TKey>(TKey key)
{
    public TKey Key { get; } = key;

    /// <summary>Whether the current batch will look at this track when it emits.</summary>
    public bool IsVisited { get; set; }

    /// <summary>When the clock will close a window of this track next, as scheduled.</summary>
    public long NextClose { get; set; } = long.MaxValue;

    /// <summary>When the clock will let the first window of this track expire, as scheduled.</summary>
    public long NextExpiry { get; set; } = long.MaxValue;
}
