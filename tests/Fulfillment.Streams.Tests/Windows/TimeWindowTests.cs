using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData(0, 10, 0, 11)] // the end decides
    [InlineData(5, 10, 0, 11)]
    [InlineData(0, 10, 1, 10)] // then the start
    public void Windows_are_ordered_as_they_close(long start, long end, long laterStart, long laterEnd)
    {
        TimeWindow first = new(start, end), later = new(laterStart, laterEnd);
        var same = new TimeWindow(start, end);

        Assert.Equal([true, true, false, false], [first < later, first <= later, first > later, first >= later]);
        Assert.Equal([false, false, true, true], [later < first, later <= first, later > first, later >= first]);
        Assert.Equal([false, true, false, true], [first < same, first <= same, first > same, first >= same]);
    }

    [Fact]
    public void A_window_holds_its_start_and_not_its_end()
    {
        var window = new TimeWindow(10, 20);

        Assert.Equal([false, true, true, false], new long[] { 9, 10, 19, 20 }.Select(window.Contains));
        Assert.Equal(10, window.Length);
        Assert.Equal("[10, 20)", window.ToString());
        Assert.Equal(new Interval(Instant.FromUnixTimeMilliseconds(10), Instant.FromUnixTimeMilliseconds(20)), window.ToInterval());
    }
}
