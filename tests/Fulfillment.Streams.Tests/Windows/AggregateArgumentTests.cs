using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class AggregateArgumentTests
{
    [Fact]
    public void Each_missing_function_is_named()
    {
        AssertMissing("value", () => Aggregates.Sum<int>(null!));
        AssertMissing("value", () => Aggregates.Min<int>(null!));
        AssertMissing("value", () => Aggregates.Max<int>(null!));
        AssertMissing("zero", () => Aggregates.Of<int, int, int>(null!, (a, _) => a, (a, _) => a, a => a));
        AssertMissing("add", () => Aggregates.Of<int, int, int>(() => 0, null!, (a, _) => a, a => a));
        AssertMissing("merge", () => Aggregates.Of<int, int, int>(() => 0, (a, _) => a, null!, a => a));
        AssertMissing("result", () => Aggregates.Of<int, int, int>(() => 0, (a, _) => a, (a, _) => a, null!));
    }

    /// <summary>A struct's default is no window: its size is 0.</summary>
    [Fact]
    public void Windows_nobody_chose_are_refused_when_the_operator_is_made()
    {
        var source = System.Reactive.Linq.Observable.Never<ClockedBatch<Mark>>();
        var sum = Aggregates.Sum<Mark>(mark => mark.Amount);
        AssertNoWindows(() => source.TumblingWindow(default, m => m.Time, m => m.Key, sum));
        AssertNoWindows(() => source.LocalDayWindow(default, m => m.Time, m => m.Key, sum));
        AssertNoWindows(() => source.HoppingWindow(default, m => m.Time, m => m.Key, sum));
        AssertNoWindows(() => source.RollingWindow(default(RollingWindows<TumblingWindows>), m => m.Time, m => m.Key, sum));
        AssertNoWindows(() => source.SlidingWindow(default, m => m.Time, m => m.Key, sum));
        AssertNoWindows(() => source.SessionWindow(default, m => m.Time, m => m.Key, sum));
        AssertMissing("calendar", () => new LocalDayWindows(null!));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    [InlineData(20, 1)]
    [InlineData(30, 2)]
    [InlineData(31, 3)]
    public void A_sliding_track_finds_the_first_pane_at_or_after_a_time(long time, int index)
    {
        var track = new SlidingTrack<string, long>("a");
        track.Panes.AddRange([new(10, 0), new(20, 0), new(30, 0)]);
        Assert.Equal(index, track.IndexOf(time));
    }

    private static void AssertNoWindows(Func<object> call) => Assert.Equal("windows", Assert.Throws<ArgumentException>(call).ParamName);

    private static void AssertMissing(string name, Func<object> call) => Assert.Equal(name, Assert.Throws<ArgumentNullException>(call).ParamName);
}
