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

    /// <summary>Keeps the set as ranges that neither overlap nor touch, ascending, and gives them.</summary>
    public ReadOnlySpan<(int From, int To)> Merge()
    {
        var all = _ranges.All;
        all.Sort();
        var merged = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (merged > 0 && (all[merged - 1].To == int.MaxValue || all[i].From <= all[merged - 1].To + 1))
            {
                all[merged - 1].To = Math.Max(all[merged - 1].To, all[i].To);
            }
            else
            {
                all[merged++] = all[i];
            }
        }

        _ranges.RemoveRange(merged, all.Length - merged);
        return _ranges.All;
    }
}
