namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows of <c>count</c> panes in a row, one ending with each pane: 7 local days, rolling daily. Unlike hopping windows
/// they follow panes of unequal length, so that 7 days stay 7 days where daylight saving changes. Half-open like their
/// panes.
/// </summary>
/// <typeparam name="TPanes"><see cref="TumblingWindows"/> or <see cref="LocalDayWindows"/>.</typeparam>
public readonly record struct RollingWindows<TPanes> : IWindows
    where TPanes : struct, IPanes
{
    private readonly TPanes _panes;
    private readonly int _count;

    /// <summary>Windows of <paramref name="count"/> panes in a row.</summary>
    /// <exception cref="ArgumentException">The count is not positive, or the panes were not constructed.</exception>
    public RollingWindows(TPanes panes, int count)
    {
        if (panes.Equals(default(TPanes)))
            throw new ArgumentException($"The panes were not constructed: use new {typeof(TPanes).Name}(…).", nameof(panes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _panes = panes;
        _count = count;
    }

    /// <summary>What the windows are made of.</summary>
    public TPanes Panes => _panes;

    /// <summary>How many panes make a window.</summary>
    public int Count => _count;

    /// <inheritdoc/>
    public long FirstStart(long time)
    {
        var start = _panes.StartOf(time);
        for (var i = 1; i < _count; i++)
            start = _panes.PreviousStart(start);
        return start;
    }

    /// <inheritdoc/>
    public long NextStart(long start) => _panes.NextStart(start);

    /// <inheritdoc/>
    public long EndOf(long start)
    {
        for (var i = 1; i < _count; i++)
            start = _panes.NextStart(start);
        return _panes.EndOf(start);
    }
}
