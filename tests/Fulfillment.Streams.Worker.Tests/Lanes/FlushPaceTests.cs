using Fulfillment.Streams.Worker.Lanes;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>A lane that keeps up flushes every interval; one that is behind gathers for longer, within bounds.</summary>
public sealed class FlushPaceTests
{
    private readonly LaneTiming _timing = new()
    {
        FlushInterval = TimeSpan.FromSeconds(1), FlushIntervalMax = TimeSpan.FromSeconds(10), FlushBytesMax = 1000, BehindBytes = 100,
    };

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    public void Keeping_up_it_flushes_every_interval(double seconds, bool isDue) =>
        Assert.Equal(isDue, IsDue(seconds, applied: 10, waiting: 99));

    [Theory]
    [InlineData(7.0, 7)]
    [InlineData(7.4, 7)]
    [InlineData(7.999, 7)]
    [InlineData(8, 8)]
    public void Lanes_that_flush_at_different_moments_of_a_beat_flush_next_at_the_same(double seconds, double beat) =>
        Assert.Equal(TimeSpan.FromSeconds(beat), FlushPace.BeatOf(_timing, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Before_the_interval_is_over_it_never_flushes() => Assert.False(IsDue(0.9, applied: 5000, waiting: 400));

    [Fact]
    public void Behind_it_waits() => Assert.False(IsDue(1, applied: 10, waiting: 100));

    [Fact]
    public void With_a_quarter_of_a_small_buffer_full_it_waits()
    {
        _timing.BufferBytes = 200;
        Assert.True(IsDue(1, applied: 10, waiting: 49));
        Assert.False(IsDue(1, applied: 10, waiting: 50));
    }

    [Fact]
    public void Where_it_counts_as_behind_all_the_time_it_waits_with_nothing_before_it()
    {
        _timing.BehindBytes = 0;
        Assert.False(IsDue(9.9, applied: 10, waiting: 0));
        Assert.True(IsDue(10, applied: 10, waiting: 0));
    }

    [Fact]
    public void While_the_last_flush_is_being_written_it_waits() => Assert.False(IsDue(1, applied: 10, waiting: 0, isWriting: true));

    [Fact]
    public void While_the_last_flush_has_to_be_repeated_it_gathers_no_more()
    {
        Assert.False(IsDue(0.9, applied: 10, waiting: 0, isWriting: true, isInTrouble: true));
        Assert.True(IsDue(1, applied: 10, waiting: 0, isWriting: true, isInTrouble: true));
        Assert.True(IsDue(1, applied: 10, waiting: 400, isWriting: true, isInTrouble: true));
    }

    [Theory]
    [InlineData(9.9, 10, false)]
    [InlineData(10, 10, true)]
    [InlineData(1, 999, false)]
    [InlineData(1, 1000, true)]
    public void It_waits_no_longer_than_either_bound(double seconds, long applied, bool isDue)
    {
        Assert.Equal(isDue, IsDue(seconds, applied, waiting: 400));
        Assert.Equal(isDue, IsDue(seconds, applied, waiting: 0, isWriting: true));
    }

    [Fact]
    public void A_longest_interval_below_the_interval_has_no_effect()
    {
        _timing.FlushIntervalMax = TimeSpan.FromSeconds(0.5);
        Assert.False(IsDue(0.9, applied: 10, waiting: 400));
        Assert.True(IsDue(1, applied: 10, waiting: 400));
    }

    [Fact]
    public void Before_it_has_written_anything_it_waits_until_little_is_left()
    {
        _timing.BehindBytes = 800;
        Assert.True(IsDue(1, applied: 10, waiting: 100));
        Assert.False(IsDue(1, applied: 10, waiting: 100, hasWritten: false));
        Assert.True(IsDue(1, applied: 10, waiting: 99, hasWritten: false));
        Assert.True(IsDue(10, applied: 10, waiting: 700, hasWritten: false));
        Assert.True(IsDue(1, applied: 1000, waiting: 700, hasWritten: false));
    }

    private bool IsDue(double seconds, long applied, long waiting, bool isWriting = false, bool isInTrouble = false, bool hasWritten = true) =>
        FlushPace.IsDue(_timing, TimeSpan.FromSeconds(seconds), applied, () => waiting, isWriting, isInTrouble, hasWritten);
}
