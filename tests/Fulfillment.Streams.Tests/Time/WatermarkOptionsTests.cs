using System.Reactive.Linq;
using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Tests.Time;

public sealed class WatermarkOptionsTests
{
    [Fact]
    public void Defaults_are_those_that_are_documented()
    {
        var options = new WatermarkOptions();
        Assert.Equal(Duration.FromMinutes(1), options.OutOfOrderness);
        Assert.Equal(Duration.FromSeconds(30), options.IdleTimeout);
        Assert.False(options.AdvanceWhenAllIdle);
    }

    [Fact]
    public void Bounds_are_named()
    {
        new WatermarkOptions { OutOfOrderness = Duration.Zero, IdleTimeout = null }.Validate();
        Assert.StartsWith("OutOfOrderness must not be negative.", Refused(new() { OutOfOrderness = -Duration.Epsilon }), StringComparison.Ordinal);
        Assert.StartsWith("IdleTimeout must be positive, or null for never.", Refused(new() { IdleTimeout = Duration.Zero }), StringComparison.Ordinal);

        static string Refused(WatermarkOptions options) => Assert.Throws<ArgumentOutOfRangeException>(options.Validate).Message;
    }

    [Fact]
    public void Each_missing_argument_of_a_clock_is_named_at_the_call()
    {
        var source = Observable.Never<InputBatch<long>>();
        var (options, wall) = (new WatermarkOptions(), new ManualTime());
        Func<long, long> time = t => t;

        AssertMissing("source", () => ((IObservable<InputBatch<long>>)null!).WithClock(time, options, wall));
        AssertMissing("time", () => source.WithClock(null!, options, wall));
        AssertMissing("options", () => source.WithClock(time, null!, wall));
        AssertMissing("wallTime", () => source.WithClock(time, options, null!));
        AssertMissing("inputs", () => source.WithClock(time, options, wall, null!));

        static void AssertMissing(string name, Func<object> call) => Assert.Equal(name, Assert.Throws<ArgumentNullException>(call).ParamName);
    }

    [Fact]
    public void Calendar_knows_its_first_and_last_moment()
    {
        var first = Instant.FromUtc(-9997, 1, 1, 0, 0).ToUnixTimeMilliseconds();
        var last = Instant.FromUtc(9998, 12, 31, 0, 0).ToUnixTimeMilliseconds();
        var utc = ShopCalendar.ForZone("Etc/UTC");
        Assert.Equal(new LocalDate(-9997, 1, 1), ShopCalendar.DateOf(utc.DayOf(first)));
        Assert.Equal(new LocalDate(9998, 12, 31), ShopCalendar.DateOf(utc.DayOf(last)));
        Assert.Throws<ArgumentOutOfRangeException>(() => utc.DayOf(first - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => utc.DayOf(last + 1));
    }
}
