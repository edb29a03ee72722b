namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>A set of days kept as ranges, to visit each day once. Not thread-safe.</summary>
internal sealed class DayRanges
{
    private readonly List<(int From, int To)> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Adds the days from <paramref name="from"/> to <paramref name="to"/>, both included; an empty range adds nothing.</summary>
    public void Add(int from, int to)
    {
        if (from > to || (_ranges.Count > 0 && _ranges[^1].From <= from && to <= _ranges[^1].To))
        {
            return;
        }

        _ranges.Add((from, to));
    }

    public void Clear() => _ranges.Clear();

    /// <summary>The ranges as they were added; they may overlap.</summary>
    public IReadOnlyList<(int From, int To)> All => _ranges;

    /// <summary>Every day of the set once, ascending, up to <paramref name="last"/>.</summary>
    public IEnumerable<int> Days(int last)
    {
        _ranges.Sort();
        var next = int.MinValue;
        foreach (var (from, to) in _ranges)
        {
            for (var day = Math.Max(from, next); day <= Math.Min(to, last); day++)
            {
                yield return day;
            }

            next = Math.Max(next, to == int.MaxValue ? to : to + 1);
        }
    }
}
