namespace Fulfillment.Streams.Windows;

/// <summary>The arguments that all window operators have in common, checked when the operator is called.</summary>
internal sealed class WindowSpec<T, TKey, TAcc, TOut>
    where TKey : notnull
{
    public WindowSpec(Func<T, long> time, Func<T, TKey> by, IAggregate<T, TAcc, TOut> aggregate, WindowOptions<T>? options)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(aggregate);
        Options = options ?? new WindowOptions<T>();
        Options.Validate();
        Time = time;
        By = by;
        Aggregate = aggregate;
        Retention = Options.RetentionMilliseconds;
    }

    public Func<T, long> Time { get; }

    public Func<T, TKey> By { get; }

    public IAggregate<T, TAcc, TOut> Aggregate { get; }

    public WindowOptions<T> Options { get; }

    public long Retention { get; }
}
