namespace Fulfillment.Streams.Windows;

/// <summary>Tumbling windows of several sizes, each of which lies within one of the next size: minutes, hours and days. Immutable.</summary>
public sealed class RollupWindows
{
    private readonly TumblingWindows[] _sizes;

    /// <summary>Windows of these sizes.</summary>
    /// <param name="sizes">Smallest first; each a multiple of the one before, and starting where one of those starts.</param>
    /// <exception cref="ArgumentException">There are none, or one was not constructed, or windows of a size would cross those of the next.</exception>
    public RollupWindows(params ReadOnlySpan<TumblingWindows> sizes)
    {
        if (sizes.IsEmpty || sizes.Contains(default))
            throw new ArgumentException("There must be one size at least, each constructed by new TumblingWindows(…).", nameof(sizes));
        for (var i = 1; i < sizes.Length; i++)
        {
            var (small, large) = (sizes[i - 1], sizes[i]);
            if (large.Size <= small.Size || large.Size % small.Size != 0 || large.Offset % small.Size != small.Offset)
            {
                throw new ArgumentException(
                    $"Windows of {small.Size} ms at offset {small.Offset} do not each lie within one of {large.Size} ms at offset {large.Offset}: "
                    + "give sizes in rising order, each a multiple of the one before.", nameof(sizes));
            }
        }
        _sizes = sizes.ToArray();
    }

    /// <summary>The sizes, smallest first.</summary>
    public ReadOnlySpan<TumblingWindows> Sizes => _sizes;
}
