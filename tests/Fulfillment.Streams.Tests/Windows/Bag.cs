using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>
/// Keeps all amounts, in place: unlike a sum, it shows every event lost, doubled, or leaked through a shared accumulator.
/// </summary>
internal sealed class Bag : IAggregate<Mark, List<long>, string>
{
    public List<long> Zero => [];

    public void Add(ref List<long> accumulator, Mark item) => accumulator.Add(item.Amount);

    public void Merge(ref List<long> accumulator, in List<long> other) => accumulator.AddRange(other);

    public string Result(in List<long> accumulator) => Describe(accumulator);

    public static string Describe(IEnumerable<long> amounts) => string.Join(',', amounts.Order());
}
