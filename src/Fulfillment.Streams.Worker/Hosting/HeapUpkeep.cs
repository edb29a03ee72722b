namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>
/// Has the collector look through the old generation once a minute, in the background, unless it did so by itself. A worker leaves so
/// little garbage there that it would not for a quarter of an hour, and memory would grow for as long. Most of what a worker holds are
/// bytes without references, so that a look costs little. Thread-safe.
/// </summary>
internal sealed class HeapUpkeep : IDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ITimer _timer;
    private int _before = GC.CollectionCount(GC.MaxGeneration);

    /// <param name="time">Wall time.</param>
    public HeapUpkeep(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (GC.CollectionCount(GC.MaxGeneration) == _before)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }

        _before = GC.CollectionCount(GC.MaxGeneration);
    }
}
