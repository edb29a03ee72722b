using System.Reactive.Linq;
using System.Reactive.Subjects;
using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Tests.Time;

public sealed class ClockOperatorTests
{
    private static readonly InputId Orders = new("orders", 0);
    private static readonly InputId Tracking = new("tracking", 0);

    [Fact]
    public void Clock_follows_the_newest_event_at_the_given_distance()
    {
        var batches = new long[] { 100, 90, 130, -5 }.ToObservable().WithClock(time => time, Duration.FromMilliseconds(20)).ToEnumerable();

        Assert.Equal(["100 ^80", "90 ^80", "130 ^110", "-5 ^110"], batches.Select(Describe));
    }

    [Fact]
    public void Batches_keep_their_events_and_empty_ones_the_clock()
    {
        IList<long>[] input = [[], [5, 3], [], [9]];

        var batches = input.ToObservable().WithClock(time => time, Duration.Zero).ToEnumerable();

        Assert.Equal([$" ^{EventTime.None}", "5,3 ^5", " ^5", "9 ^9"], batches.Select(Describe));
    }

    [Fact]
    public void Error_of_the_time_selector_arrives()
    {
        Exception? error = null;

        Observable.Return(1L).WithClock(_ => throw new InvalidOperationException("no time"), Duration.Zero)
            .Subscribe(_ => { }, e => error = e);

        Assert.Equal("no time", error?.Message);
    }

    [Fact]
    public void Completion_and_error_are_passed_on_and_each_subscription_has_its_clock()
    {
        using var source = new Subject<long>();
        var clocked = source.WithClock(time => time, Duration.Zero);
        var (first, second) = (new List<string>(), new List<string>());
        using var one = clocked.Subscribe(b => first.Add(Describe(b)), e => first.Add(e.Message), () => first.Add("|"));
        source.OnNext(9);
        using var two = clocked.Subscribe(b => second.Add(Describe(b)), e => second.Add(e.Message), () => second.Add("|"));
        source.OnNext(5);
        one.Dispose();
        source.OnError(new InvalidOperationException("broken"));

        Assert.Equal(["9 ^9", "5 ^9"], first);
        Assert.Equal(["5 ^5", "broken"], second);
    }

    [Fact]
    public void Bad_arguments_fail_at_the_call()
    {
        var source = Observable.Never<long>();

        Assert.Throws<ArgumentNullException>(() => source.WithClock(null!, Duration.Zero));
        Assert.Throws<ArgumentNullException>(() => ((IObservable<long>)null!).WithClock(time => time, Duration.Zero));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => source.WithClock(time => time, Duration.FromTicks(-1)));
        Assert.StartsWith("outOfOrderness must not be negative.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Observable.Never<InputBatch<long>>().WithClock(
            time => time, new WatermarkOptions { IdleTimeout = Duration.Zero }, new ManualTime()));
    }

    [Fact]
    public void Idle_input_lets_the_clock_go_and_holds_it_again_when_it_returns()
    {
        var wall = new ManualTime();
        using var source = new Subject<InputBatch<long>>();
        var clocks = new List<long>();
        var options = new WatermarkOptions { OutOfOrderness = Duration.Zero, IdleTimeout = Duration.FromSeconds(10) };
        using var subscription = source.WithClock(time => time, options, wall, Orders, Tracking).Subscribe(b => clocks.Add(b.Clock));

        Send(Orders, 100);
        Send(Tracking, 50);
        wall.Pass(TimeSpan.FromSeconds(10));
        Send(Orders, 110);
        Send(Tracking);
        Send(Tracking, 60);
        Send(Orders, 200);
        Send(Tracking, 150);

        Assert.Equal([EventTime.None, 50, 110, 110, 110, 110, 150], clocks);

        void Send(InputId input, params long[] times) => source.OnNext(new InputBatch<long>(input, times));
    }

    [Fact]
    public void An_input_nobody_named_holds_the_clock_from_its_first_batch_on_be_it_empty()
    {
        using var source = new Subject<InputBatch<long>>();
        var clocks = new List<long>();
        var options = new WatermarkOptions { OutOfOrderness = Duration.Zero };
        using var subscription = source.WithClock(time => time, options, new ManualTime()).Subscribe(b => clocks.Add(b.Clock));

        source.OnNext(new InputBatch<long>(Orders, new long[] { 100 }));
        source.OnNext(new InputBatch<long>(Tracking, Array.Empty<long>()));
        source.OnNext(new InputBatch<long>(Orders, new long[] { 200 }));
        source.OnNext(new InputBatch<long>(Tracking, new long[] { 150 }));

        Assert.Equal([100, 100, 100, 150], clocks);
    }

    private static string Describe(ClockedBatch<long> batch) => $"{string.Join(',', batch.Events.ToArray())} ^{batch.Clock}";
}
