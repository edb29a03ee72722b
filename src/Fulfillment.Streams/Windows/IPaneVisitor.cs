namespace Fulfillment.Streams.Windows;

/// <summary>Looks at cells. A struct that implements it costs no call where it is a type argument.</summary>
/// <typeparam name="TAcc">The accumulator.</typeparam>
public interface IPaneVisitor<TAcc>
{
    /// <summary>Called for a cell.</summary>
    /// <param name="window">Where it lies.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="value">Its accumulator, to be read during the call only.</param>
    void Visit(TimeWindow window, int key, in TAcc value);
}
