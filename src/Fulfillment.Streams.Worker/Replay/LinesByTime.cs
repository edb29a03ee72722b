namespace Fulfillment.Streams.Worker.Replay;

/// <summary>
/// Gathers the lines of a file and gives them by event time, those of one moment as they stood. Files are nearly in order, so only
/// the lines behind an earlier one are sorted, and merged in at the end. Not thread-safe.
/// </summary>
internal sealed class LinesByTime(int capacity)
{
    private readonly List<ReplayLine> _inOrder = new(capacity);
    private readonly List<ReplayLine> _behind = [];

    /// <summary>How many lines were added.</summary>
    public int Count => _inOrder.Count + _behind.Count;

    /// <summary>Adds the next line of the file.</summary>
    public void Add(in ReplayLine line) => (_inOrder.Count == 0 || line.Time >= _inOrder[^1].Time ? _inOrder : _behind).Add(line);

    /// <summary>All lines by time, then by number.</summary>
    public ReplayLine[] Sorted()
    {
        _behind.Sort(Compare);
        var sorted = new ReplayLine[Count];
        var (inOrder, behind) = (0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            var isBehindNext = inOrder == _inOrder.Count
                || (behind < _behind.Count && Compare(_behind[behind], _inOrder[inOrder]) < 0);
            sorted[i] = isBehindNext ? _behind[behind++] : _inOrder[inOrder++];
        }

        return sorted;
    }

    private static int Compare(ReplayLine a, ReplayLine b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Number.CompareTo(b.Number);
}
