using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class WindowCursorTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 3)]
    [InlineData(86_400_000, -5)]
    public void It_finds_the_pane_of_each_time_whatever_was_asked_before(long size, long offset)
    {
        var panes = new TumblingWindows(size, offset);
        var cursor = new WindowCursor<TumblingWindows>(panes);
        var random = new Random(7);
        for (var n = 0; n < 10_000; n++)
        {
            var time = n % 100 == 0 ? random.NextInt64(-EventTime.Bound, EventTime.Bound) : random.NextInt64(-3 * size, 3 * size);
            Assert.Equal(panes.StartOf(time), cursor.StartOf(time));
        }
    }
}
