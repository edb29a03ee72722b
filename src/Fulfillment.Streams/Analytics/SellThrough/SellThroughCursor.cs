namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>Which rows of a SKU are to be written at the next flush.</summary>
internal sealed class SellThroughCursor
{
    /// <summary>A row exists while the SKU had a sale or a stock level within this many days.</summary>
    public const int ActiveDays = 90;

    /// <summary>Days whose own figures changed.</summary>
    public DayRanges Changed { get; } = new();

    /// <summary>Days that became, or ceased to be, days of activity: rows after them may come or go.</summary>
    public DayRanges Activity { get; } = new();

    /// <summary>The last day rows were written for because the day began.</summary>
    public int? WrittenThrough { get; private set; }

    /// <summary>The last day a row may exist of, as far as flushes have seen; only ever later, also where a sale was taken back.</summary>
    public int RowsThrough { get; private set; } = int.MinValue;

    /// <summary>Notes that a day's sales changed.</summary>
    public void SalesChanged(int day, bool cameOrWent)
    {
        Changed.Add(day, day);
        if (cameOrWent)
        {
            Activity.Add(day, day);
        }
    }

    /// <summary>Notes that the stock level changed from a day to another, both included.</summary>
    public void StockChanged(int first, int last)
    {
        Changed.Add(first, last);
        Activity.Add(first, first);
    }

    /// <summary>Whether a row of a day without activity may have been written, so that it must be taken away.</summary>
    public bool MayHaveRow(int day) => NextDayThatMayHaveRow(day - 1) == day;

    /// <summary>The first day after a day of which a row may have been written; <see cref="int.MaxValue"/> where there is none.</summary>
    public int NextDayThatMayHaveRow(int day)
    {
        var next = day < RowsThrough ? Math.Max(day, WrittenThrough ?? day) + 1 : int.MaxValue;
        foreach (var (from, to) in Activity.All)
        {
            next = day < to + ActiveDays ? Math.Min(next, Math.Max(day + 1, from)) : next;
        }

        return next;
    }

    /// <summary>Notes that everything up to a day has been written.</summary>
    public void Written(int today)
    {
        foreach (var (_, to) in Activity.All)
        {
            RowsThrough = Math.Max(RowsThrough, to + ActiveDays - 1);
        }

        Changed.Clear();
        Activity.Clear();
        WrittenThrough = today;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(WrittenThrough ?? int.MinValue);
        writer.Write(RowsThrough);
    }

    public void Read(BinaryReader reader)
    {
        WrittenThrough = reader.ReadInt32() is var day && day == int.MinValue ? null : day;
        RowsThrough = reader.ReadInt32();
    }
}
