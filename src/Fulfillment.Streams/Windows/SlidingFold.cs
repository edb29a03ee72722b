namespace Fulfillment.Streams.Windows;

/// <summary>
/// The merge of a first-in-first-out run of accumulators, at two merges per step on average and without taking anything
/// back out: the front half is kept as running merges from its end, the back half as one.
/// </summary>
/// <remarks>
/// The two-stacks queue of Tangwongsan, Hirzel, Schneider and Wu, "General Incremental Sliding-Window Aggregation"
/// (VLDB 2015). Subtracting would need an inverse, which maxima and sketches lack.
/// </remarks>
internal sealed class SlidingFold<TIn, TAcc, TOut>(IAggregate<TIn, TAcc, TOut> aggregate)
{
    private readonly Stack<TAcc> _front = [];
    private readonly List<SlidingPane<TAcc>> _back = [];
    private TAcc _backSum = aggregate.Zero;

    public void Clear()
    {
        _front.Clear();
        ClearBack();
    }

    public void Push(SlidingPane<TAcc> pane)
    {
        _back.Add(pane);
        aggregate.Merge(ref _backSum, in pane.Accumulator);
    }

    public void Pop()
    {
        if (_front.Count == 0)
            MoveBackToFront();
        _front.Pop();
    }

    public TOut Result()
    {
        var sum = aggregate.Zero;
        if (_front.TryPeek(out var front))
            aggregate.Merge(ref sum, in front);
        aggregate.Merge(ref sum, in _backSum);
        return aggregate.Result(in sum);
    }

    private void MoveBackToFront()
    {
        for (var i = _back.Count - 1; i >= 0; i--)
        {
            var sum = aggregate.Zero;
            aggregate.Merge(ref sum, in _back[i].Accumulator);
            if (_front.TryPeek(out var younger))
                aggregate.Merge(ref sum, in younger);
            _front.Push(sum);
        }
        ClearBack();
    }

    private void ClearBack()
    {
        _back.Clear();
        _backSum = aggregate.Zero;
    }
}
