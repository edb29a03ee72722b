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
    public int? WrittenThrough { get; set; }

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

    public void Write(BinaryWriter writer) => writer.Write(WrittenThrough ?? int.MinValue);

    public void Read(BinaryReader reader) => WrittenThrough = reader.ReadInt32() is var day && day == int.MinValue ? null : day;
}
