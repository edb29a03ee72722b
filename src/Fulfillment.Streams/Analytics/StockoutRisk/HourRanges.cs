using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>A set of hours, each named by its start in Unix milliseconds, kept as ranges that lie apart. Not thread-safe.</summary>
internal sealed class HourRanges
{
    private const long Hour = 3_600_000;
    private CompactList<(long From, long Through)> _ranges = new();

    /// <summary>Adds the hours from one to another, both included; gives those that were not in the set, ascending.</summary>
    public void Add(long from, long through, List<long> added)
    {
        if (from > through)
        {
            return;
        }

        var at = 0;
        while (at < _ranges.Count && _ranges[at].Through < from - Hour)
        {
            at++;
        }

        var (joinedFrom, joinedThrough) = (from, through);
        while (at < _ranges.Count && _ranges[at].From <= through + Hour)
        {
            var held = _ranges[at];
            Fill(from, Math.Min(through, held.From - Hour), added);
            from = Math.Max(from, held.Through + Hour);
            (joinedFrom, joinedThrough) = (Math.Min(joinedFrom, held.From), Math.Max(joinedThrough, held.Through));
            _ranges.RemoveAt(at);
        }

        Fill(from, through, added);
        _ranges.Insert(at, (joinedFrom, joinedThrough));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_ranges.Count);
        foreach (var (from, through) in _ranges.All)
        {
            writer.Write(from);
            writer.Write(through);
        }
    }

    public void Read(BinaryReader reader)
    {
        _ranges.Clear();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            _ranges.Insert(_ranges.Count, (reader.ReadInt64(), reader.ReadInt64()));
        }
    }

    private static void Fill(long from, long through, List<long> added)
    {
        for (var hour = from; hour <= through; hour += Hour)
        {
            added.Add(hour);
        }
    }
}
