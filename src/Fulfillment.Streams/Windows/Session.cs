namespace Fulfillment.Streams.Windows;

/// <summary>The events of one key from first to last without a silence longer than the gap.</summary>
internal sealed class Session<TKey, TAcc, TOut>(long time, TAcc zero)
{
    public TAcc Accumulator = zero; // a field, to be changed by reference

    public long First { get; set; } = time;

    public long Last { get; set; } = time;

    /// <summary>Whether it has changed since it was emitted.</summary>
    public bool IsChanged { get; set; }

    /// <summary>What has been emitted under the current start, to be retracted if the start goes away.</summary>
    public WindowResult<TKey, TOut>? Emitted { get; set; }
}
