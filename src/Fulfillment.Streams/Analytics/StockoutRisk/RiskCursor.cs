using Fulfillment.Streams.State;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// What of a SKU's risk has been written. The history has a row for every hour up to the shop's clock, from each stock level on
/// for 90 days: levels are never taken back, so which hours have a row does not depend on when flushes came.
/// </summary>
internal sealed class RiskCursor
{
    private const long Hour = 3_600_000;

    /// <summary>For how long after a level the history goes on.</summary>
    private const long HistorySpan = 90 * 24 * Hour;

    private readonly HourRanges _written = new();
    private CompactList<long> _levels = new();
    private long _clockHour = long.MinValue;
    private long _openThrough = long.MinValue;

    /// <summary>Shop clock of the last row, Unix milliseconds.</summary>
    public long AsOf { get; set; } = long.MinValue;

    /// <summary>Notes a level that was not known before.</summary>
    public void LevelAt(long time) => _levels.Insert(_levels.Count, TumblingWindows.Hourly.StartOf(time));

    /// <summary>Whether an hour of the history has begun since the last row.</summary>
    public bool IsDue(long clockHour) => _clockHour < clockHour && _clockHour < _openThrough;

    /// <summary>Whether the clock's hour is part of the history.</summary>
    public bool IsOpen(long clockHour) => clockHour <= _openThrough;

    /// <summary>The hours up to the clock's own that have no row yet; they count as written from then on.</summary>
    public void TakeHours(long clockHour, List<long> hours)
    {
        if (_clockHour != long.MinValue)
        {
            _written.Add(_clockHour + Hour, Math.Min(clockHour, _openThrough), hours);
        }

        foreach (var from in _levels.All)
        {
            _written.Add(from, Math.Min(clockHour, from + HistorySpan), hours);
            _openThrough = Math.Max(_openThrough, from + HistorySpan);
        }

        _levels.Clear();
        _clockHour = Math.Max(_clockHour, clockHour);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(AsOf);
        writer.Write(_clockHour);
        writer.Write(_openThrough);
        _written.Write(writer);
    }

    public void Read(BinaryReader reader)
    {
        (AsOf, _clockHour, _openThrough) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _written.Read(reader);
    }
}
