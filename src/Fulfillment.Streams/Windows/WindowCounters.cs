namespace Fulfillment.Streams.Windows;

/// <summary>
/// Counts what a window operator did with its events: every event is either accepted or late. Thread-safe; operators that
/// share one add up.
/// </summary>
public sealed class WindowCounters
{
    private long _accepted;
    private long _late;

    /// <summary>Events that went into a window, or fell into a gap between windows.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Events that came after every window of theirs had expired.</summary>
    public long Late => Interlocked.Read(ref _late);

    internal void Count(int accepted, int late)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _late, late);
    }
}
