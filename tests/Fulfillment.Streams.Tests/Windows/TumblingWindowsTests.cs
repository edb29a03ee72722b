using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class TumblingWindowsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 10)]
    [InlineData(-1, -10)]
    [InlineData(-10, -10)]
    [InlineData(-11, -20)]
    public void Event_belongs_to_the_window_that_starts_at_or_before_it(long time, long start)
    {
        var window = new TumblingWindows(10).WindowOf(time);

        Assert.Equal(new TimeWindow(start, start + 10), window);
        Assert.True(window.Contains(time));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-7)]
    [InlineData(13)]
    [InlineData(-17)]
    [InlineData(1_000_003)]
    public void Offset_counts_by_its_remainder(long offset)
    {
        var windows = new TumblingWindows(10, offset);

        Assert.Equal(3, windows.Offset);
        Assert.Equal(new TimeWindow(-7, 3), windows.WindowOf(2));
        Assert.Equal(new TimeWindow(3, 13), windows.WindowOf(3));
        Assert.Equal(new TimeWindow(-17, -7), windows.WindowOf(-8));
        Assert.Equal(windows, new TumblingWindows(10, 3));
    }

    [Fact]
    public void Neighbours_touch()
    {
        var windows = new TumblingWindows(10, 3);

        Assert.Equal(13, windows.NextStart(3));
        Assert.Equal(13, windows.EndOf(3));
        Assert.Equal(-7, windows.PreviousStart(3));
        Assert.Equal(3, windows.FirstStart(12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Size_must_be_positive(long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(size));

    [Fact]
    public void Durations_are_taken_in_milliseconds()
    {
        Assert.Equal(new TumblingWindows(3_600_000, 60_000), new TumblingWindows(Duration.FromHours(1), Duration.FromMinutes(1)));
        Assert.Equal(3_600_000, TumblingWindows.Hourly.Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(Duration.FromTicks(1)));
    }

    [Fact]
    public void Window_is_half_open_and_sorts_by_end()
    {
        var window = new TimeWindow(10, 20);

        Assert.True(window.Contains(10));
        Assert.True(window.Contains(19));
        Assert.False(window.Contains(20));
        Assert.False(window.Contains(9));
        Assert.True(window < new TimeWindow(5, 21));
        Assert.True(window > new TimeWindow(9, 20));
        Assert.Equal(Duration.FromMilliseconds(10), window.ToInterval().Duration);
    }
}
