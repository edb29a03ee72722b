namespace Fulfillment.Streams.Windows;

/// <summary>
/// How accumulators are put together: merging must not depend on order or grouping, and merging <see cref="Zero"/> must change
/// nothing. A struct that implements it costs no call where it is a type argument.
/// </summary>
/// <typeparam name="TAcc">The accumulator; a struct, or a class that is changed in place.</typeparam>
public interface IMonoid<TAcc>
{
    /// <summary>The accumulator of no events; a fresh one at each call where it can be changed in place.</summary>
    TAcc Zero { get; }

    /// <summary>Takes another accumulator's events in. <paramref name="other"/> must stay as it is, and not be shared.</summary>
    void Merge(ref TAcc accumulator, in TAcc other);
}
