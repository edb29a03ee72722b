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
    private const int LeastBytes = 64; // few lines are shorter
    private const double Spare = 1.25; // lines may become shorter; what is not used is never touched

    private readonly List<ReplayLine> _lines = new((int)Math.Min(Sample, bytes / LeastBytes));
    private bool _isInOrder = true;

    /// <summary>How many lines were added.</summary>
    public int Count => _lines.Count;

    /// <summary>Adds the next line of the file.</summary>
    public void Add(in ReplayLine line)
    {
        if (_lines.Count == _lines.Capacity)
        {
            var left = (bytes - line.Start) * Spare * _lines.Count / Math.Max(line.Start, 1); // if they are as long as those before
            _lines.Capacity = (int)Math.Min(Array.MaxLength, _lines.Count + Math.Max(Least(_lines.Count), Math.Min(ReservedMax, left)));
        }

        _isInOrder &= _lines.Count == 0 || line.Time >= _lines[^1].Time;
        _lines.Add(line);
    }

    /// <summary>However few lines seem to be left: growing by few at a time would copy all of them again and again.</summary>
    private static int Least(int count) => (count / 4) + 16;

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
