using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Tests.State;

public sealed class LaneOptionsTests
{
    [Fact]
    public void The_defaults_are_those_that_are_documented()
    {
        var options = new LaneOptions();
        Assert.Equal(TimeSpan.FromDays(90), options.Retention);
        Assert.Equal(TimeSpan.FromDays(730), options.SkuRetention);
        Assert.Equal(10_000_000, options.ClosedOrders);
    }
}
