using FsCheck.Xunit;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class HoppingWindowsTests
{
    [Theory]
    [InlineData(10, 5, 0, 12, "5 10")]
    [InlineData(10, 5, 0, 10, "5 10")]
    [InlineData(10, 5, 0, 9, "0 5")]
    [InlineData(10, 5, 0, -1, "-10 -5")]
    [InlineData(10, 4, 0, 12, "4 8 12")]
    [InlineData(10, 4, 0, 10, "4 8")]
    [InlineData(10, 4, 1, 13, "5 9 13")]
    [InlineData(10, 10, 0, 10, "10")]
    [InlineData(4, 10, 0, 3, "0")]
    [InlineData(4, 10, 0, 4, "")]
    [InlineData(4, 10, 0, -1, "")]
    [InlineData(4, 10, 0, -7, "-10")]
    [InlineData(4, 10, -3, 7, "7")]
    public void Event_belongs_to_every_window_that_contains_it(long size, long slide, long offset, long time, string starts) =>
        Assert.Equal(starts, string.Join(' ', Starts(new HoppingWindows(size, slide, offset), time)));

    [Property]
    public void Windows_are_those_that_trying_all_starts_finds(byte size, byte slide, short offset, short time)
    {
        var windows = new HoppingWindows(size + 1L, slide + 1L, offset);
        var expected = new List<long>();
        for (var start = time - windows.Size + 1; start <= time; start++)
        {
            if ((start - offset) % windows.Slide == 0)
                expected.Add(start);
        }

        Assert.Equal(expected, Starts(windows, time));
    }

    [Fact]
    public void Offset_counts_by_its_remainder() =>
        Assert.Equal(new HoppingWindows(10, 4, 1), new HoppingWindows(10, 4, -7));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void Size_and_slide_must_be_positive(long size, long slide) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HoppingWindows(size, slide));

    [Fact]
    public void Rolling_windows_end_with_each_pane()
    {
        var rolling = new RollingWindows<TumblingWindows>(new TumblingWindows(10, 3), 3);

        Assert.Equal([-17, -7, 3], Starts(rolling, 12));
        Assert.Equal(13, rolling.EndOf(-17));
    }

    [Theory]
    [InlineData("2026-03-08", 167)]
    [InlineData("2026-03-14", 167)]
    [InlineData("2026-03-15", 168)]
    [InlineData("2026-11-01", 169)]
    [InlineData("2026-11-07", 169)]
    public void Seven_local_days_that_end_with_a_day_follow_daylight_saving(string lastDay, int hours)
    {
        var calendar = ShopCalendar.Default;
        var rolling = new RollingWindows<LocalDayWindows>(new LocalDayWindows(calendar), 7);
        var day = ShopCalendar.IndexOf(NodaTime.Text.LocalDatePattern.Iso.Parse(lastDay).Value);

        var start = rolling.FirstStart(calendar.StartOf(day));

        Assert.Equal(calendar.StartOf(day - 6), start);
        Assert.Equal(calendar.EndOf(day), rolling.EndOf(start));
        Assert.Equal(hours, (rolling.EndOf(start) - start) / 3_600_000);
    }

    [Fact]
    public void Rolling_windows_need_panes_and_a_count()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingWindows<TumblingWindows>(new TumblingWindows(10), 0));
        var error = Assert.Throws<ArgumentException>(() => new RollingWindows<TumblingWindows>(default, 3));
        Assert.StartsWith("The panes were not constructed: use new TumblingWindows(…).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trailing_window_holds_exactly_its_size()
    {
        var window = new SlidingWindows(Duration.FromMilliseconds(10)).WindowOf(100);

        Assert.Equal(10, window.Length);
        Assert.True(window.Contains(100));
        Assert.True(window.Contains(91));
        Assert.False(window.Contains(90));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(0));
    }

    [Fact]
    public void Session_takes_events_up_to_its_gap_away_on_both_sides()
    {
        var sessions = new SessionWindows(Duration.FromMilliseconds(10));

        Assert.True(sessions.Joins(50, 60, 70));
        Assert.False(sessions.Joins(50, 60, 71));
        Assert.True(sessions.Joins(50, 60, 40));
        Assert.False(sessions.Joins(50, 60, 39));
        Assert.Equal(new TimeWindow(50, 71), sessions.WindowOf(50, 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionWindows(0));
    }

    private static List<long> Starts<TWindows>(TWindows windows, long time)
        where TWindows : struct, IWindows
    {
        var starts = new List<long>();
        for (var start = windows.FirstStart(time); start <= time; start = windows.NextStart(start))
            starts.Add(start);
        return starts;
    }
}
