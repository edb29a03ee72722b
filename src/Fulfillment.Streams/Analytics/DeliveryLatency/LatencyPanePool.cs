using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>
/// Panes that expired, and the arrays they held, for those to come. As many expire in a day as begin, each is small, and each lived
/// for months: left to the collector, their places stay as holes between what lives on, because it does not compact the oldest
/// generation while it runs beside the lane. Bounded; not thread-safe.
/// </summary>
internal sealed class LatencyPanePool
{
    /// <summary>Panes kept at most.</summary>
    public const int PanesKept = 1 << 16;

    private const int ArraysKept = 1 << 16; // of a length, and fewer the longer they are
    private const int SecondsKept = 1 << 18; // of a length

    private readonly Stack<LatencyPane> _panes = new();

    /// <summary>Panes kept now.</summary>
    public int Panes => _panes.Count;

    /// <summary>What panes keep durations in.</summary>
    public IntArrayPool Seconds { get; } = new(ArraysKept, SecondsKept);

    /// <summary>A pane of nothing.</summary>
    public LatencyPane Pane() => _panes.TryPop(out var pane) ? pane : new LatencyPane();

    /// <summary>Takes back a pane that nobody refers to any more.</summary>
    public void Return(LatencyPane pane)
    {
        pane.Clear(this);
        if (_panes.Count < PanesKept)
        {
            _panes.Push(pane);
        }
    }
}
