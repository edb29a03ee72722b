namespace Fulfillment.Streams.Worker.Replay;

/// <summary>
/// Gathers the lines of a file and gives them by event time, those of one moment as they stood. They are most of what a replay takes
/// of memory before it begins, so they have one list, made large enough early. Not thread-safe.
/// </summary>
/// <param name="bytes">Of the file.</param>
internal sealed class LinesByTime(long bytes)
{
    private const int Sample = 1 << 13; // lines after which their mean length is known
    private const int ReservedMax = 1 << 23; // lines; what is beyond may turn out to be none

    private readonly List<ReplayLine> _lines = [];
    private bool _isInOrder = true;

    /// <summary>How many lines were added.</summary>
    public int Count => _lines.Count;

    /// <summary>Adds the next line of the file.</summary>
    public void Add(in ReplayLine line)
    {
        if (_lines.Count == Sample)
        {
            _lines.EnsureCapacity((int)Math.Min(ReservedMax, Sample + (bytes * 1.05 * Sample / Math.Max(line.Start, 1))));
        }

        _isInOrder &= _lines.Count == 0 || line.Time >= _lines[^1].Time;
        _lines.Add(line);
    }

    /// <summary>All lines by time, then by number.</summary>
    public List<ReplayLine> Sorted()
    {
        if (!_isInOrder)
        {
            _lines.Sort();
        }

        return _lines;
    }
}
