using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Tests.Time;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData(0, 10, 0, 0)]
    [InlineData(9, 10, 0, 9)]
    [InlineData(10, 10, 1, 0)]
    [InlineData(-1, 10, -1, 9)]
    [InlineData(-10, 10, -1, 0)]
    [InlineData(-11, 10, -2, 9)]
    public void Division_rounds_towards_the_past(long time, long size, long quotient, long remainder)
    {
        Assert.Equal(quotient, EventTime.FloorDivide(time, size));
        Assert.Equal(remainder, EventTime.FloorRemainder(time, size));
    }

    [Theory]
    [InlineData(5, 3, 8)]
    [InlineData(5, -8, -3)]
    [InlineData(long.MinValue, -1, long.MinValue)]
    [InlineData(long.MinValue, 1, long.MinValue + 1)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    [InlineData(long.MaxValue - 1, 5, long.MaxValue)]
    [InlineData(long.MinValue + 1, long.MinValue, long.MinValue)]
    public void Addition_stops_at_the_ends_of_the_range(long time, long milliseconds, long sum) =>
        Assert.Equal(sum, EventTime.Add(time, milliseconds));
}
