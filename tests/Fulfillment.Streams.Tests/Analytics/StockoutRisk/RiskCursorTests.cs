using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class RiskCursorTests
{
    private const long Hour = 3_600_000;
    private const long Span = 90 * 24 * Hour;
    private readonly RiskCursor _cursor = new();

    [Fact]
    public void The_history_is_open_from_the_first_level_through_90_days_after_the_last()
    {
        Assert.False(_cursor.IsOpen(0));
        Assert.False(_cursor.IsDue(0));
        _cursor.LevelAt(10 * Hour);
        Take(10 * Hour);

        Assert.True(_cursor.IsOpen((10 * Hour) + Span));
        Assert.False(_cursor.IsOpen((11 * Hour) + Span));
    }

    [Fact]
    public void An_hour_is_due_once_and_none_once_the_end_was_taken()
    {
        _cursor.LevelAt(10 * Hour);
        Take(10 * Hour);
        Assert.False(_cursor.IsDue(10 * Hour));
        Assert.True(_cursor.IsDue(11 * Hour));

        Take(12 * Hour);
        Assert.False(_cursor.IsDue(12 * Hour));
        Take((9 * Hour) + Span);
        Assert.True(_cursor.IsDue((10 * Hour) + Span));
        Take((10 * Hour) + Span);
        Assert.False(_cursor.IsDue((11 * Hour) + Span));
    }

    [Fact]
    public void Each_hour_is_given_once_also_where_levels_come_late()
    {
        _cursor.LevelAt((10 * Hour) + 1);
        Assert.Equal([10, 11, 12], Take(12 * Hour));
        Assert.Empty(Take(12 * Hour));
        _cursor.LevelAt(8 * Hour);
        Assert.Equal([13, 8, 9], Take(13 * Hour));
        Assert.Equal([14], Take(14 * Hour));
    }

    [Fact]
    public void Nothing_is_given_beyond_the_end()
    {
        _cursor.LevelAt(0);
        Assert.Equal((Span / Hour) + 1, Take(Span + (5 * Hour)).Length);
        Assert.Empty(Take(Span + (9 * Hour)));
    }

    private long[] Take(long clockHour)
    {
        var hours = new List<long>();
        _cursor.TakeHours(clockHour, hours);
        return [.. hours.Select(h => h / Hour)];
    }
}
