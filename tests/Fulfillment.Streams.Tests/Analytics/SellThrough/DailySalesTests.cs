using Fulfillment.Streams.Analytics.SellThrough;

namespace Fulfillment.Streams.Tests.Analytics.SellThrough;

/// <summary>The days of one SKU, and what its cursor has still to write.</summary>
public sealed class DailySalesTests
{
    private readonly DailySales _sales = new();

    [Fact]
    public void A_day_comes_with_its_first_line_and_goes_with_its_last()
    {
        Assert.True(_sales.Add(10, 1, 2, 20));
        Assert.False(_sales.Add(10, 1, 3, 30));
        Assert.True(_sales.Add(12, 1, 1, 10));
        Assert.Equal((6, 60), _sales.Sum(10, 12));
        Assert.Equal((5, 50), _sales.Sum(9, 11));
        Assert.Equal((1, 10), _sales.Sum(11, 12));

        Assert.False(_sales.Add(10, -1, -2, -20));
        Assert.True(_sales.Add(10, -1, -3, -30));
        Assert.Equal([12], _sales.From(int.MinValue).ToArray().Select(d => d.Day));
    }

    [Fact]
    public void Neighbours_are_found_on_both_sides()
    {
        _sales.Add(10, 1, 1, 1);
        _sales.Add(20, 1, 1, 1);

        Assert.Equal([null, 10, 10, 10, 20, 20], new[] { 9, 10, 11, 19, 20, 21 }.Select(_sales.LastDayAt));
        Assert.Equal([10, 20, 20, 20, int.MaxValue], new[] { 9, 10, 11, 19, 20 }.Select(_sales.NextDayAfter));
        Assert.Equal([false, true, true], new[] { 10, 11, 21 }.Select(_sales.IsAnyBefore));
        Assert.Equal([20], _sales.From(11).ToArray().Select(d => d.Day));
        Assert.Equal(2, _sales.From(10).Length);
    }

    [Fact]
    public void What_is_forgotten_takes_no_more_sales_and_still_counts_as_an_earlier_day()
    {
        _sales.Add(10, 1, 1, 1);
        _sales.Add(20, 1, 1, 1);
        Assert.Equal((10, int.MinValue), (_sales.FirstDay, _sales.FirstKept));

        _sales.ForgetBefore(10);
        Assert.Equal((10, 10), (_sales.FirstDay, _sales.FirstKept)); // nothing was lost
        _sales.ForgetBefore(11);
        Assert.Equal((10, 11), (_sales.FirstDay, _sales.FirstKept));
        Assert.Equal(1, _sales.From(int.MinValue).Length);

        Assert.False(_sales.Add(10, 1, 1, 1));
        Assert.Equal(1, _sales.From(int.MinValue).Length);
        Assert.True(_sales.Add(11, 1, 1, 1));
        _sales.ForgetBefore(5); // never back
        Assert.Equal(11, _sales.FirstKept);
    }

    [Fact]
    public void Days_of_a_snapshot_take_the_place_of_those_held()
    {
        _sales.Add(10, 1, 2, 20);
        using var bytes = new MemoryStream();
        _sales.Write(new BinaryWriter(bytes));
        var other = new DailySales();
        other.Add(11, 1, 5, 50);
        bytes.Position = 0;
        other.Read(new BinaryReader(bytes));
        Assert.Equal((2, 20), other.Sum(0, 99));
    }

    [Fact]
    public void A_range_within_the_last_one_adds_nothing()
    {
        var days = new DayRanges();
        Assert.True(days.IsEmpty);
        days.Add(5, 4);
        Assert.True(days.IsEmpty);
        days.Add(3, 7);
        days.Add(3, 7);
        days.Add(4, 6);
        Assert.Equal([(3, 7)], days.All);
        days.Add(2, 7);
        days.Add(3, 8);
        days.Add(10, 11);
        days.Add(12, 12);
        Assert.Equal([(2, 8), (10, 12)], days.Merge().ToArray());
        days.Clear();
        Assert.True(days.IsEmpty);
    }

    [Fact]
    public void Ranges_that_touch_are_one_also_at_the_end_of_all_days()
    {
        var days = new DayRanges();
        days.Add(5, int.MaxValue);
        days.Add(7, 9);
        days.Add(1, 3);
        Assert.Equal([(1, 3), (5, int.MaxValue)], days.Merge().ToArray());
        days.Add(4, 4);
        Assert.Equal([(1, int.MaxValue)], days.Merge().ToArray());
    }

    [Fact]
    public void A_cursor_says_after_which_days_a_row_may_have_been_written()
    {
        var cursor = new SellThroughCursor();
        Assert.Equal(int.MaxValue, cursor.NextDayThatMayHaveRow(100));

        cursor.SalesChanged(100, cameOrWent: true);
        cursor.SalesChanged(101, cameOrWent: false);
        cursor.StockChanged(105, 107);
        Assert.Equal([(100, 100), (101, 101), (105, 107)], cursor.Changed.All.ToArray());
        Assert.Equal([(100, 100), (105, 105)], cursor.Activity.All.ToArray());
        Assert.Equal(100, cursor.NextDayThatMayHaveRow(50));
        Assert.Equal(int.MaxValue, cursor.NextDayThatMayHaveRow(195));
        Assert.Equal(195, cursor.NextDayThatMayHaveRow(194));
        Assert.Equal([false, true, true, false], new[] { 99, 100, 195, 196 }.Select(cursor.MayHaveRow));

        cursor.Written(110);
        Assert.True(cursor.Changed.IsEmpty && cursor.Activity.IsEmpty);
        Assert.Equal((110, 194), (cursor.WrittenThrough, cursor.RowsThrough));
        Assert.Equal([111, 111, 112, 194, int.MaxValue], new[] { 100, 110, 111, 193, 194 }.Select(cursor.NextDayThatMayHaveRow));
    }
}
