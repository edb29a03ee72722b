using System.Reactive;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Sliding and session windows as marble diagrams.</summary>
public sealed class TrackWindowMarbleTests
{
    private static readonly IAggregate<Mark, long, long> Sum = Aggregates.Sum<Mark>(mark => mark.Amount);

    [Fact]
    public void Each_event_gets_the_window_that_trails_it() =>
        Assert.Equal("a[-9,1)=1 a[0,10)=3 a[1,11)=6", Sliding("a0 a9*2 a10*4 ^0"));

    [Fact]
    public void Events_of_the_same_time_share_a_result() =>
        Assert.Equal("a[-9,1)=3 b[-9,1)=4", Sliding("a0 b0*4 a0*2 ^0"));

    [Fact]
    public void Late_event_updates_the_windows_of_the_events_after_it() =>
        Assert.Equal(
            "a[-9,1)=1 a[0,10)=3 a[11,21)=4 - a[-4,6)=9 a[0,10)=11",
            Sliding("a0 a9*2 a20*4 ^0 - a5*8 ^0"));

    [Fact]
    public void Late_event_leaves_the_windows_alone_that_begin_right_after_it() =>
        Assert.Equal(
            "a[-9,1)=1 a[0,10)=2 a[1,11)=2 a[2,12)=3 - a[-9,1)=2 a[0,10)=3",
            Sliding("a0 a9 a10 a11 ^0 - a0 ^0"));

    [Fact]
    public void Sliding_windows_close_when_the_clock_has_passed_their_event() =>
        Assert.Equal(
            "b[-7,3)=1 - a[-5,5)=1 - a[-1,9)=3 b[0,10)=3 - b[5,15)=6 - |",
            Sliding("a4 b2 a8*2 ^4 - b9*2 ^5 - b14*4 ^12 - |", OnClose(retention: 0)));

    [Fact]
    public void Late_event_within_the_retention_updates_closed_sliding_windows_only() =>
        Assert.Equal(
            "a[-9,1)=1 a[-5,5)=3 - a[-7,3)=9 a[-5,5)=11 - a[0,10)=15",
            Sliding("a0 a4*2 a9*4 ^6 - a2*8 ^6 - ^10", OnClose(retention: 100)));

    [Fact]
    public void Sliding_event_beyond_the_retention_is_late_and_changes_nothing()
    {
        var counters = new WindowCounters();
        var options = new WindowOptions<Mark> { Retention = Duration.FromMilliseconds(5), Counters = counters };

        Assert.Equal("a[1,11)=1 - a[-3,7)=2 a[1,11)=3 - .", Sliding("a10 ^11 - a6*2 ^12 - a6 ^12", options));

        Assert.Equal(2, counters.Accepted);
        Assert.Equal(1, counters.Late);
    }

    [Fact]
    public void Events_exactly_a_gap_apart_are_one_session_and_further_ones_are_not() =>
        Assert.Equal("a[0,21)=2 a[21,32)=1", Sessions("a0 a10 a21 ^0"));

    [Fact]
    public void Session_grows_in_place() =>
        Assert.Equal("a[0,11)=1 - a[0,16)=3 - |", Sessions("a0 ^0 - a5*2 ^0 - |"));

    [Fact]
    public void Earlier_start_retracts_the_old_one() =>
        Assert.Equal("a[5,16)=1 - ~a[5,16)=1 a[0,16)=3", Sessions("a5 ^0 - a0*2 ^0"));

    [Fact]
    public void Event_in_between_merges_and_retracts_the_later_session() =>
        Assert.Equal(
            "a[0,11)=1 a[20,31)=2 - ~a[20,31)=2 a[0,31)=7",
            Sessions("a0 a20*2 ^0 - a10*4 ^0"));

    [Fact]
    public void Sessions_merged_before_they_were_emitted_leave_no_trace() =>
        Assert.Equal("a[0,31)=7", Sessions("a20 a0*2 a10*4 ^0"));

    [Fact]
    public void Sessions_of_other_keys_stay_apart() =>
        Assert.Equal("a[0,11)=1 a[20,31)=1 b[5,16)=1", Sessions("a0 b5 a20 ^0"));

    [Fact]
    public void Session_closes_when_no_event_can_join_it_any_more() =>
        Assert.Equal(
            ". - . - a[0,16)=3 - |",
            Sessions("a0 ^0 - a5*2 ^15 - ^16 - |", OnClose(retention: 0)));

    [Fact]
    public void Closed_session_that_grows_closes_again_under_the_same_start() =>
        Assert.Equal(
            "a[0,11)=1 - . - a[0,18)=3",
            Sessions("a0 ^11 - a7*2 ^12 - ^18", OnClose(retention: 100)));

    [Fact]
    public void Closed_session_that_merges_into_an_open_one_is_retracted_and_closes_later() =>
        Assert.Equal(
            "a[5,16)=1 - ~a[5,16)=1 - a[-5,27)=7 - |",
            Sessions("a5 a16*2 ^16 - a-5*2 a6*2 ^16 - ^27 - |", OnClose(retention: 100)));

    [Fact]
    public void Completion_closes_open_sessions_by_end() =>
        Assert.Equal(". - b[2,13)=1 a[5,16)=1 - |", Sessions("a5 b2 ^0 - |", OnClose(retention: 0)));

    [Fact]
    public void Old_event_counts_if_it_joins_a_retained_session_and_is_late_otherwise()
    {
        var late = new List<Mark>();
        var options = new WindowOptions<Mark> { Retention = Duration.Zero, LateOutput = Observer.Create<Mark>(late.Add) };

        Assert.Equal("a[20,31)=1 - ~a[20,31)=1 a[12,31)=3 - .", Sessions("a20 ^25 - a12*2 ^25 - a1 b12 ^25", options));

        Assert.Equal([new Mark("a", 1, 1), new Mark("b", 12, 1)], late);
    }

    [Fact]
    public void Expired_session_is_not_joined_any_more() =>
        Assert.Equal(
            "a[0,11)=1 - . - a[9,20)=1",
            Sessions("a0 ^11 - ^16 - a9 ^16", new WindowOptions<Mark> { Retention = Duration.FromMilliseconds(5) }));

    [Fact]
    public void Negative_times_make_sessions_like_others() =>
        Assert.Equal("a[-20,1)=2 a[1,12)=1", Sessions("a-20 a-10 a1 ^-100"));

    private static WindowOptions<Mark> OnClose(long retention) =>
        new() { Emit = WindowEmit.OnClose, Retention = Duration.FromMilliseconds(retention) };

    private static string Sliding(string input, WindowOptions<Mark>? options = null) => Marbles.Play(
        input, source => source.SlidingWindow(new SlidingWindows(10), m => m.Time, by: m => m.Key, Sum, options));

    private static string Sessions(string input, WindowOptions<Mark>? options = null) => Marbles.Play(
        input, source => source.SessionWindow(new SessionWindows(10), m => m.Time, by: m => m.Key, Sum, options));
}
