using System.Reactive;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Tumbling, hopping, local-day and rolling windows as marble diagrams.</summary>
public sealed class AlignedWindowMarbleTests
{
    private static readonly IAggregate<Mark, long, long> Sum = Aggregates.Sum<Mark>(mark => mark.Amount);

    [Fact]
    public void Updates_carry_the_full_value_once_per_batch_and_touched_window() =>
        Assert.Equal(
            "a[0,10)=5 b[0,10)=1 - a[0,10)=6 a[10,20)=1 - . - |",
            Tumbling("a1*2 b2 a9*3 ^5 - a3 a10 ^9 - ^12 - |"));

    [Fact]
    public void Event_at_the_boundary_belongs_to_the_next_window() =>
        Assert.Equal("a[0,10)=1 a[10,20)=1", Tumbling("a9 a10 ^0"));

    [Fact]
    public void Negative_times_fall_into_negative_windows() =>
        Assert.Equal("a[-10,0)=2 a[-20,-10)=1", Tumbling("a-1 a-10 a-11 ^-20"));

    [Fact]
    public void Window_closes_once_when_the_clock_reaches_its_end() =>
        Assert.Equal(
            ". - . - a[0,10)=2 b[0,10)=1 - . - a[10,20)=1 - |",
            Tumbling("a1 b2 a3 ^5 - a12 ^9 - ^10 - ^10 - ^25 - |", OnClose(retention: 100)));

    [Fact]
    public void Windows_that_close_together_close_by_end() =>
        Assert.Equal(". - a[0,10)=1 b[10,20)=1 a[20,30)=1", Tumbling("a21 b11 a1 ^0 - ^30", OnClose(retention: 100)));

    [Fact]
    public void Late_event_within_the_retention_updates_a_closed_window() =>
        Assert.Equal(
            "a[0,10)=1 - a[0,10)=3 - .",
            Tumbling("a1 ^12 - a2*2 ^14 - ^30", OnClose(retention: 5)));

    [Fact]
    public void Late_event_may_open_a_window_that_is_closed_already() =>
        Assert.Equal(". - b[0,10)=1 - .", Tumbling("^12 - b2 ^12 - ^13", OnClose(retention: 5)));

    [Fact]
    public void Event_in_the_batch_that_moves_the_clock_past_its_window_counts() =>
        Assert.Equal("a[0,10)=1 - |", Tumbling("a1 ^1000 - |", OnClose(retention: 0)));

    [Fact]
    public void Completion_closes_what_is_open() =>
        Assert.Equal(". - a[0,10)=1 a[10,20)=1 - |", Tumbling("a1 a11 ^5 - |", OnClose(retention: 0)));

    [Fact]
    public void Beyond_the_retention_events_go_to_the_late_output_and_are_counted()
    {
        var late = new List<Mark>();
        var counters = new WindowCounters();
        var options = new WindowOptions<Mark>
        {
            Retention = Duration.FromMilliseconds(5),
            LateOutput = Observer.Create<Mark>(late.Add),
            Counters = counters,
        };

        Assert.Equal(
            "a[0,10)=1 - a[0,10)=2 - . - b[10,20)=1 - |",
            Tumbling("a1 ^14 - a2 ^15 - a3 ^15 - b4 b11 ^15 - |", options));

        Assert.Equal([new Mark("a", 3, 1), new Mark("b", 4, 1)], late);
        Assert.Equal(3, counters.Accepted);
        Assert.Equal(2, counters.Late);
    }

    [Fact]
    public void Clock_that_repeats_or_steps_back_changes_nothing() =>
        Assert.Equal(
            "a[0,10)=1 - . - . - .",
            Tumbling("a1 ^15 - ^15 - ^3 - a2 ^15", OnClose(retention: 5)));

    [Fact]
    public void Empty_batches_pass_on_the_clock()
    {
        using var source = new System.Reactive.Subjects.Subject<ClockedBatch<Mark>>();
        var clocks = new List<long>();
        using var subscription = source
            .TumblingWindow(new TumblingWindows(10), m => m.Time, m => m.Key, Sum)
            .Subscribe(batch => clocks.Add(batch.Clock));

        Marbles.Play("^5 - a1 - ^7 - ^6", source);

        Assert.Equal([5, 5, 7, 7], clocks);
    }

    [Fact]
    public void Hopping_windows_overlap() =>
        Assert.Equal(
            "a[-4,6)=1 a[0,10)=3 a[4,14)=3 a[8,18)=2",
            Hopping(new HoppingWindows(10, 4), "a4*1 a9*2 ^0"));

    [Fact]
    public void Events_in_a_gap_between_hopping_windows_are_in_none_and_not_late()
    {
        var counters = new WindowCounters();

        Assert.Equal(
            "a[0,4)=1 - . - .",
            Hopping(new HoppingWindows(4, 10), "a3 ^100 - a5 ^100 - a3 ^100", new() { Retention = Duration.Zero, Counters = counters }));

        Assert.Equal(2, counters.Accepted);
        Assert.Equal(1, counters.Late);
    }

    [Fact]
    public void Event_may_be_late_for_one_hopping_window_and_in_time_for_the_next() =>
        Assert.Equal(
            ". - a[5,15)=1 - .",
            Hopping(new HoppingWindows(10, 5), "^10 - a7 ^10 - a4 ^10", new() { Retention = Duration.Zero }));

    [Fact]
    public void Rolling_windows_merge_their_panes() =>
        Assert.Equal(
            "a[-20,10)=1 a[-10,20)=1 a[0,30)=1 - a[-10,20)=3 a[0,30)=3 a[10,40)=2 - a[0,30)=7 a[10,40)=6 a[20,50)=4",
            Rolling(3, "a5 ^0 - a15*2 ^0 - a25*4 ^0"));

    [Fact]
    public void Rolling_windows_close_in_turn_and_keep_panes_for_the_last() =>
        Assert.Equal(
            ". - a[-10,10)=1 - a[0,20)=3 - a[10,30)=2 - |",
            Rolling(2, "a5 a15*2 ^0 - ^10 - ^20 - ^30 - |", OnClose(retention: 0)));

    [Fact]
    public void Event_late_for_one_rolling_window_counts_for_those_not_expired() =>
        Assert.Equal(
            "a[0,20)=1 a[10,30)=1 - a[0,20)=2 - .",
            Rolling(2, "a15 ^15 - a5 ^20 - a6 ^20", new() { Retention = Duration.Zero }));

    [Fact]
    public void Event_late_for_all_rolling_windows_goes_to_the_late_output()
    {
        var late = new List<Mark>();
        var options = new WindowOptions<Mark> { Retention = Duration.Zero, LateOutput = Observer.Create<Mark>(late.Add) };

        Assert.Equal("a[0,20)=1 a[10,30)=1 - .", Rolling(2, "a15 ^20 - a5 ^20", options));

        Assert.Equal([new Mark("a", 5, 1)], late);
    }

    [Fact]
    public void Local_days_follow_daylight_saving()
    {
        var calendar = ShopCalendar.Default;
        var spring = calendar.StartOf(ShopCalendar.IndexOf(new LocalDate(2026, 3, 8)));
        var autumn = calendar.StartOf(ShopCalendar.IndexOf(new LocalDate(2026, 11, 1)));
        const long hour = 3_600_000;

        var output = Marbles.Play(
            $"a{spring} a{spring + 23 * hour - 1} a{spring + 23 * hour} b{autumn + 25 * hour - 1} b{autumn + 25 * hour} ^0",
            source => source.LocalDayWindow(new LocalDayWindows(calendar), m => m.Time, m => m.Key, Sum));

        Assert.Equal(
            $"a[{spring},{spring + 23 * hour})=2 a[{spring + 23 * hour},{spring + 47 * hour})=1 " +
            $"b[{autumn},{autumn + 25 * hour})=1 b[{autumn + 25 * hour},{autumn + 49 * hour})=1",
            output);
    }

    private static WindowOptions<Mark> OnClose(long retention) =>
        new() { Emit = WindowEmit.OnClose, Retention = Duration.FromMilliseconds(retention) };

    private static string Tumbling(string input, WindowOptions<Mark>? options = null) => Marbles.Play(
        input, source => source.TumblingWindow(new TumblingWindows(10), m => m.Time, by: m => m.Key, Sum, options));

    private static string Hopping(HoppingWindows windows, string input, WindowOptions<Mark>? options = null) => Marbles.Play(
        input, source => source.HoppingWindow(windows, m => m.Time, by: m => m.Key, Sum, options));

    private static string Rolling(int count, string input, WindowOptions<Mark>? options = null) => Marbles.Play(
        input,
        source => source.RollingWindow(
            new RollingWindows<TumblingWindows>(new TumblingWindows(10), count), m => m.Time, by: m => m.Key, Sum, options));
}
