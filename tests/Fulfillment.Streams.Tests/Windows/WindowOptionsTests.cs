using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>What windows do that nobody said anything of.</summary>
public sealed class WindowOptionsTests
{
    [Fact]
    public void Unless_told_otherwise_windows_take_events_for_three_days_and_emit_after_each_batch()
    {
        var options = new WindowOptions<Mark>();

        options.Validate();
        Assert.Equal((Duration.FromDays(3), WindowEmit.OnUpdate), (options.Retention, options.Emit));
        Assert.True(options is { LateOutput: null, Counters: null });
    }
}
