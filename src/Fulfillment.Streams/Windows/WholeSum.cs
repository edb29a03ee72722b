namespace Fulfillment.Streams.Windows;

/// <summary>Sums of whole numbers, such as units or micros of money; overflow throws.</summary>
public readonly struct WholeSum : IMonoid<long>
{
    /// <inheritdoc/>
    public long Zero => 0;

    /// <inheritdoc/>
    public void Merge(ref long accumulator, in long other) => accumulator = checked(accumulator + other);
}
