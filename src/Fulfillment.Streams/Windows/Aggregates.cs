namespace Fulfillment.Streams.Windows;

/// <summary>Ready-made aggregates, and one out of functions.</summary>
public static class Aggregates
{
    /// <summary>How many events.</summary>
    public static IAggregate<T, long, long> Count<T>() =>
        Of<T, long, long>(static () => 0, static (count, _) => count + 1, static (a, b) => a + b, static count => count);

    /// <summary>The sum of a whole number, such as units or micros of money; overflow throws.</summary>
    /// <param name="value">What to sum.</param>
    public static IAggregate<T, long, long> Sum<T>(Func<T, long> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Of<T, long, long>(
            static () => 0, (sum, item) => checked(sum + value(item)), static (a, b) => checked(a + b), static sum => sum);
    }

    /// <summary>The least value; <see cref="long.MaxValue"/> of no events.</summary>
    /// <param name="value">What to compare.</param>
    public static IAggregate<T, long, long> Min<T>(Func<T, long> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Of<T, long, long>(
            static () => long.MaxValue, (least, item) => Math.Min(least, value(item)), Math.Min, static least => least);
    }

    /// <summary>The greatest value; <see cref="long.MinValue"/> of no events.</summary>
    /// <param name="value">What to compare.</param>
    public static IAggregate<T, long, long> Max<T>(Func<T, long> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Of<T, long, long>(
            static () => long.MinValue, (greatest, item) => Math.Max(greatest, value(item)), Math.Max, static greatest => greatest);
    }

    /// <summary>An aggregate out of pure functions over an immutable accumulator.</summary>
    /// <param name="zero">The accumulator of no events.</param>
    /// <param name="add">The accumulator with one more event.</param>
    /// <param name="merge">The accumulator of both.</param>
    /// <param name="result">The result of an accumulator.</param>
    public static IAggregate<TIn, TAcc, TOut> Of<TIn, TAcc, TOut>(
        Func<TAcc> zero, Func<TAcc, TIn, TAcc> add, Func<TAcc, TAcc, TAcc> merge, Func<TAcc, TOut> result)
    {
        ArgumentNullException.ThrowIfNull(zero);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(merge);
        ArgumentNullException.ThrowIfNull(result);
        return new Functions<TIn, TAcc, TOut>(zero, add, merge, result);
    }

    private sealed class Functions<TIn, TAcc, TOut>(
        Func<TAcc> zero, Func<TAcc, TIn, TAcc> add, Func<TAcc, TAcc, TAcc> merge, Func<TAcc, TOut> result)
        : IAggregate<TIn, TAcc, TOut>
    {
        public TAcc Zero => zero();

        public void Add(ref TAcc accumulator, TIn item) => accumulator = add(accumulator, item);

        public void Merge(ref TAcc accumulator, in TAcc other) => accumulator = merge(accumulator, other);

        public TOut Result(in TAcc accumulator) => result(accumulator);
    }
}
