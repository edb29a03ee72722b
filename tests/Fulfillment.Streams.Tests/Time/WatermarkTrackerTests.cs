using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Tests.Time;

public sealed class WatermarkTrackerTests
{
    private static readonly InputId Orders = new("orders", 0);
    private static readonly InputId Tracking = new("tracking", 0);
    private readonly ManualTime _wall = new();

    [Fact]
    public void Clock_is_none_before_anything_is_seen()
    {
        var tracker = Tracker(Orders);

        Assert.Equal(long.MinValue, tracker.Advance());
        Assert.Equal(long.MinValue, tracker.WatermarkOf(Orders));
    }

    [Fact]
    public void Watermark_is_the_newest_event_less_the_bound()
    {
        var tracker = Tracker(Orders);

        tracker.Observe(Orders, 1_000);
        tracker.Observe(Orders, 700);

        Assert.Equal(900, tracker.Advance());
    }

    [Fact]
    public void Negative_times_work_like_others()
    {
        var tracker = Tracker(Orders);

        tracker.Observe(Orders, -5_000);

        Assert.Equal(-5_100, tracker.Advance());
    }

    [Fact]
    public void Clock_is_the_least_watermark()
    {
        var tracker = Tracker(Orders, Tracking);

        tracker.Observe(Orders, 9_000);
        tracker.Observe(Tracking, 2_000);

        Assert.Equal(1_900, tracker.Advance());
    }

    [Fact]
    public void Input_without_events_holds_the_clock()
    {
        var tracker = Tracker(Orders, Tracking);

        tracker.Observe(Orders, 9_000);

        Assert.Equal(long.MinValue, tracker.Advance());
    }

    [Fact]
    public void Clock_moves_only_on_advance()
    {
        var tracker = Tracker(Orders);

        tracker.Observe(Orders, 1_000);

        Assert.Equal(long.MinValue, tracker.Clock);
    }

    [Fact]
    public void Silent_input_is_idle_at_the_timeout_and_no_longer_counts()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Tracking, 2_000);

        _wall.Pass(TimeSpan.FromSeconds(9));
        tracker.Observe(Orders, 9_000);
        Assert.Equal(1_900, tracker.Advance());

        _wall.Pass(TimeSpan.FromSeconds(1));
        Assert.True(tracker.IsIdle(Tracking));
        Assert.Equal(8_900, tracker.Advance());
    }

    [Fact]
    public void Returning_input_that_is_behind_stops_the_clock_but_does_not_turn_it_back()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Tracking, 2_000);
        _wall.Pass(TimeSpan.FromSeconds(10));
        tracker.Observe(Orders, 9_000);
        tracker.Advance();

        tracker.Observe(Tracking, 3_000);
        Assert.Equal(8_900, tracker.Advance());
        tracker.Observe(Orders, 20_000);
        Assert.Equal(8_900, tracker.Advance());
        tracker.Observe(Tracking, 15_000);
        Assert.Equal(14_900, tracker.Advance());
    }

    [Fact]
    public void Older_batch_of_a_returning_input_still_makes_it_active()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Tracking, 2_000);
        _wall.Pass(TimeSpan.FromSeconds(10));

        tracker.Observe(Tracking, 1_000);

        Assert.False(tracker.IsIdle(Tracking));
        Assert.Equal(1_900, tracker.WatermarkOf(Tracking));
    }

    [Fact]
    public void Input_with_data_waiting_is_not_idle()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Tracking, 2_000);
        _wall.Pass(TimeSpan.FromSeconds(10));
        tracker.Observe(Orders, 9_000);
        tracker.KeepActive(Tracking);

        Assert.Equal(1_900, tracker.Advance());
    }

    [Fact]
    public void Clock_stays_when_all_are_idle()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Orders, 9_000);
        tracker.Observe(Tracking, 2_000);
        tracker.Advance();

        _wall.Pass(TimeSpan.FromHours(1));

        Assert.Equal(1_900, tracker.Advance());
    }

    [Fact]
    public void Clock_catches_up_with_the_furthest_when_all_are_idle_and_that_is_asked_for()
    {
        var tracker = Tracker(Options with { AdvanceWhenAllIdle = true }, Orders, Tracking);
        tracker.Observe(Orders, 9_000);
        tracker.Observe(Tracking, 2_000);
        tracker.Advance();

        _wall.Pass(TimeSpan.FromHours(1));

        Assert.Equal(8_900, tracker.Advance());
    }

    [Fact]
    public void Without_a_timeout_nothing_is_ever_idle()
    {
        var tracker = Tracker(Options with { IdleTimeout = null }, Orders, Tracking);
        tracker.Observe(Orders, 9_000);

        _wall.Pass(TimeSpan.FromDays(400));

        Assert.Equal(long.MinValue, tracker.Advance());
    }

    [Fact]
    public void Repeated_watermark_changes_nothing()
    {
        var tracker = Tracker(Orders);
        tracker.Observe(Orders, 1_000);
        tracker.Advance();

        tracker.Observe(Orders, 1_000);

        Assert.Equal(900, tracker.Advance());
    }

    [Fact]
    public void Removed_input_lets_the_clock_go_and_an_added_one_holds_it()
    {
        var tracker = Tracker(Orders, Tracking);
        tracker.Observe(Orders, 9_000);

        Assert.True(tracker.Remove(Tracking));
        Assert.Equal(8_900, tracker.Advance());

        Assert.True(tracker.Add(Tracking));
        tracker.Observe(Orders, 20_000);
        Assert.Equal(8_900, tracker.Advance());
    }

    [Fact]
    public void Adding_twice_keeps_what_the_input_has_seen()
    {
        var tracker = Tracker(Orders);
        tracker.Observe(Orders, 1_000);

        Assert.False(tracker.Add(Orders));

        Assert.Equal(900, tracker.Advance());
    }

    [Fact]
    public void Clock_stays_without_inputs()
    {
        var tracker = Tracker(Orders);
        tracker.Observe(Orders, 1_000);
        tracker.Advance();
        tracker.Remove(Orders);

        Assert.Equal(900, tracker.Advance());
    }

    [Fact]
    public void Clock_can_be_moved_to_the_end_of_a_replay_but_not_back()
    {
        var tracker = Tracker(Orders);

        tracker.AdvanceTo(5_000);
        tracker.AdvanceTo(4_000);

        Assert.Equal(5_000, tracker.Advance());
    }

    [Fact]
    public void Batch_of_an_unknown_input_is_an_error_that_names_it()
    {
        var error = Assert.Throws<ArgumentException>(() => Tracker().Observe(Orders, 1));

        Assert.StartsWith("Input orders[0] is unknown to this lane; Add it first.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_bounds_are_refused()
    {
        var negative = Assert.Throws<ArgumentOutOfRangeException>(
            () => Tracker(Options with { OutOfOrderness = Duration.FromMilliseconds(-1) }));
        var zero = Assert.Throws<ArgumentOutOfRangeException>(() => Tracker(Options with { IdleTimeout = Duration.Zero }));

        Assert.StartsWith("OutOfOrderness must not be negative.", negative.Message, StringComparison.Ordinal);
        Assert.StartsWith("IdleTimeout must be positive, or null for never.", zero.Message, StringComparison.Ordinal);
    }

    private static WatermarkOptions Options => new()
    {
        OutOfOrderness = Duration.FromMilliseconds(100),
        IdleTimeout = Duration.FromSeconds(10),
    };

    private WatermarkTracker Tracker(params InputId[] inputs) => Tracker(Options, inputs);

    private WatermarkTracker Tracker(WatermarkOptions options, params InputId[] inputs)
    {
        var tracker = new WatermarkTracker(options, _wall);
        foreach (var input in inputs)
            tracker.Add(input);
        return tracker;
    }
}
