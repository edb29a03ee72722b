using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>
/// Sales of one SKU in panes of one shop-local day, oldest first; days without sales take no memory. Sums of integers over
/// the lines that contribute now, so adding and taking away commute. Not thread-safe.
/// </summary>
internal sealed class DailySales
{
    private CompactList<SalesDay> _days = new();
    private int _firstKept = int.MinValue;

    /// <summary>The first day that is kept; <see cref="int.MinValue"/> where nothing was forgotten yet.</summary>
    public int FirstKept => _firstKept;

    /// <summary>Whether there were sales before what is kept.</summary>
    public bool HasForgotten { get; set; }

    /// <summary>The first day that ever had sales, as far as is known: where days were forgotten, one before all that are kept.</summary>
    public int? FirstDay => HasForgotten ? _firstKept - 1 : _days.Count > 0 ? _days[0].Day : null;

    /// <summary>The days with sales from a day on, oldest first.</summary>
    public ReadOnlySpan<SalesDay> From(int day) => _days.All[IndexOf(day)..];

    /// <summary>Adds a line's units to a day, or takes them back with negative figures; true where the day came or went.</summary>
    public bool Add(int day, int lines, long units, long revenue)
    {
        if (day < _firstKept)
        {
            return false; // beyond retention: its rows stand as they were written
        }

        var index = IndexOf(day);
        if (index == _days.Count || _days[index].Day != day)
        {
            _days.Insert(index, new SalesDay(day, lines, units, revenue));
            return true;
        }

        var held = _days[index];
        if (held.Lines + lines == 0)
        {
            _days.RemoveAt(index);
            return true;
        }

        _days[index] = new SalesDay(day, held.Lines + lines, held.Units + units, held.Revenue + revenue);
        return false;
    }

    /// <summary>The sum over days from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public (long Units, long Revenue) Sum(int from, int to)
    {
        long units = 0, revenue = 0;
        for (var i = IndexOf(to + 1) - 1; i >= 0 && _days[i].Day >= from; i--)
        {
            units += _days[i].Units;
            revenue += _days[i].Revenue;
        }

        return (units, revenue);
    }

    /// <summary>The latest day with sales at or before a day, or null.</summary>
    public int? LastDayAt(int day) => IndexOf(day + 1) is > 0 and var after ? _days[after - 1].Day : null;

    /// <summary>The first day with sales after a day; <see cref="int.MaxValue"/> where there is none.</summary>
    public int NextDayAfter(int day) => IndexOf(day + 1) is var after && after < _days.Count ? _days[after].Day : int.MaxValue;

    /// <summary>Whether a day before another had sales.</summary>
    public bool IsAnyBefore(int day) => IndexOf(day) > 0;

    /// <summary>Forgets days before a day.</summary>
    public void ForgetBefore(int day)
    {
        _firstKept = Math.Max(_firstKept, day);
        HasForgotten |= IndexOf(day) > 0;
        _days.RemoveRange(0, IndexOf(day));
    }

    /// <summary>Adds all days of another.</summary>
    public void Add(DailySales other)
    {
        foreach (var day in other._days.All)
        {
            Add(day.Day, day.Lines, day.Units, day.Revenue);
        }
    }

    /// <summary>Writes the days.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_days.Count);
        foreach (var day in _days.All)
        {
            writer.Write(day.Day);
            writer.Write7BitEncodedInt64(day.Lines);
            writer.Write7BitEncodedInt64(day.Units);
            writer.Write7BitEncodedInt64(day.Revenue);
        }
    }

    /// <summary>Takes the days from a snapshot, in place of those held.</summary>
    public void Read(BinaryReader reader)
    {
        _days.Clear();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            _days.Insert(_days.Count, new SalesDay(
                reader.ReadInt32(), checked((int)reader.Read7BitEncodedInt64()), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()));
        }
    }

    /// <summary>Takes from what format version 2 held what does not follow from the orders.</summary>
    public void ReadWhole(BinaryReader reader)
    {
        reader.ReadInt32();
        HasForgotten = reader.ReadBoolean();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            reader.ReadInt32();
            reader.Read7BitEncodedInt64();
            reader.Read7BitEncodedInt64();
            reader.Read7BitEncodedInt64();
        }
    }

    private int IndexOf(int day)
    {
        int low = 0, high = _days.Count;
        if (high == 0 || _days[high - 1].Day < day)
        {
            return high; // nearly always: sales arrive about in order
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _days[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
