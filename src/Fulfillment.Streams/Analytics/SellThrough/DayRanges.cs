using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>A set of days kept as ranges, to visit each day once. Not thread-safe.</summary>
internal sealed class DayRanges
{
    private CompactList<(int From, int To)> _ranges = new();

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Adds the days from <paramref name="from"/> to <paramref name="to"/>, both included; an empty range adds nothing.</summary>
    public void Add(int from, int to)
    {
        if (from > to || (All is [.., var last] && last.From <= from && to <= last.To))
        {
            return;
        }

        _ranges.Insert(_ranges.Count, (from, to));
    }

    public void Clear() => _ranges.Clear();

    /// <summary>The ranges as they were added; they may overlap.</summary>
    public ReadOnlySpan<(int From, int To)> All => _ranges.All;

    /// <summary>The set as ranges that neither overlap nor touch, ascending.</summary>
    public IEnumerable<(int From, int To)> Merged()
    {
        _ranges.All.Sort();
        for (var i = 0; i < _ranges.Count;)
        {
            var (from, to) = _ranges[i];
            for (i++; i < _ranges.Count && (to == int.MaxValue || _ranges[i].From <= to + 1); i++)
            {
                to = Math.Max(to, _ranges[i].To);
            }

            yield return (from, to);
        }
    }
}
