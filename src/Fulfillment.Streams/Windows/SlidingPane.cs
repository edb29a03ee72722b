namespace Fulfillment.Streams.Windows;

/// <summary>The events of one key at one time.</summary>
internal sealed class SlidingPane<TAcc>(long time, TAcc zero)
{
    public TAcc Accumulator = zero; // a field, to be changed by reference

    public long Time { get; } = time;

    /// <summary>Whether events came at this time since the last emission, so that windows from here on have changed.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether the window that ends with this pane has changed since it was emitted.</summary>
    public bool IsChanged { get; set; }
}
