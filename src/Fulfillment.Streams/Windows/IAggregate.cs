namespace Fulfillment.Streams.Windows;

/// <summary>
/// What a window computes, as algebra: pure, no time, no I/O. Adding must commute (the order of events does not matter)
/// and merging parts must equal adding the whole; then windows may be built out of panes, and the result does not depend
/// on arrival.
/// </summary>
/// <typeparam name="TIn">The events.</typeparam>
/// <typeparam name="TAcc">The accumulator; a struct, or a class that is changed in place.</typeparam>
/// <typeparam name="TOut">The result.</typeparam>
public interface IAggregate<in TIn, TAcc, out TOut> : IMonoid<TAcc>
{
    /// <summary>Takes an event in.</summary>
    void Add(ref TAcc accumulator, TIn item);

    /// <summary>What the accumulated events amount to. Must not change the accumulator nor hand out its changeable parts.</summary>
    TOut Result(in TAcc accumulator);
}
