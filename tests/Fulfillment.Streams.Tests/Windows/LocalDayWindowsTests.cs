using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class LocalDayWindowsTests
{
    private const long Hour = 3_600_000;
    private static readonly LocalDayWindows Days = new(ShopCalendar.Default);

    [Theory]
    [InlineData(2026, 3, 8, 23)]
    [InlineData(2026, 11, 1, 25)]
    [InlineData(2026, 7, 4, 24)]
    public void Window_is_the_local_day(int year, int month, int day, int hours)
    {
        var start = ShopCalendar.Default.StartOf(ShopCalendar.IndexOf(new LocalDate(year, month, day)));
        var end = start + hours * Hour;

        Assert.Equal(new TimeWindow(start, end), Days.WindowOf(start));
        Assert.Equal(new TimeWindow(start, end), Days.WindowOf(end - 1));
        Assert.Equal(start, Days.FirstStart(end - 1));
        Assert.Equal(end, Days.NextStart(start));
        Assert.Equal(end, Days.EndOf(start));
        Assert.Equal(start, Days.PreviousStart(end));
    }

    [Fact]
    public void Day_before_a_skipped_date_is_followed_by_the_day_after_it()
    {
        var calendar = ShopCalendar.ForZone("Pacific/Apia");
        var days = new LocalDayWindows(calendar);
        var before = calendar.StartOf(ShopCalendar.IndexOf(new LocalDate(2011, 12, 29)));
        var after = calendar.StartOf(ShopCalendar.IndexOf(new LocalDate(2011, 12, 31)));

        Assert.Equal(after, days.NextStart(before));
        Assert.Equal(before, days.PreviousStart(after));
    }
}
