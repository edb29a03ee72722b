namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>What of a SKU's risk has been written.</summary>
internal sealed class RiskCursor
{
    /// <summary>Shop clock of the last row, Unix milliseconds.</summary>
    public long AsOf { get; set; } = long.MinValue;

    /// <summary>First hour of the history.</summary>
    public long HistoryFrom { get; set; } = long.MaxValue;

    /// <summary>Last hour of the history.</summary>
    public long HistoryThrough { get; set; } = long.MinValue;

    public void Write(BinaryWriter writer)
    {
        writer.Write(AsOf);
        writer.Write(HistoryFrom);
        writer.Write(HistoryThrough);
    }

    public void Read(BinaryReader reader) =>
        (AsOf, HistoryFrom, HistoryThrough) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
}
