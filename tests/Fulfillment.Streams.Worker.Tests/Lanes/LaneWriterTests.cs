namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>Rows, then letters, then a snapshot, then its offsets; and a snapshot when it is due.</summary>
public sealed class LaneWriterTests : IDisposable
{
    private readonly LaneStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Rows_and_letters_are_written_with_each_flush_and_nothing_else_before_a_snapshot_is_due()
    {
        _story.Level(5).Nonsense().Tick();
        Assert.Equal("rows letters", _story.Shore.Take());
        Assert.Equal([1L], _story.Shore.Letters.Select(l => l.Offset));
        _story.Level(6).Pass(14.9).Tick();
        Assert.Equal("rows", _story.Shore.Take());
        Assert.False(_story.Work.IsTakingSnapshot);
    }

    [Fact]
    public void A_snapshot_begins_with_the_flush_it_is_due_at_and_is_saved_with_a_later_one()
    {
        _story.Level(5).Level(6).Pass(15).Tick();
        Assert.True(_story.Work.IsTakingSnapshot);
        Assert.Equal("rows", _story.Shore.Take());

        _story.CompleteSnapshot();
        Assert.Equal("", _story.Shore.Take());
        _story.Level(7).Nonsense().Tick();
        Assert.Equal("rows letters blob manifest commit", _story.Shore.Take());
        Assert.Equal([2L], _story.Shore.Committed); // the offsets of its beginning, not those of the flush that saved it
    }

    [Fact]
    public void A_snapshot_is_saved_once()
    {
        _story.Level(5).Pass(15).Tick().CompleteSnapshot().Level(6).Tick();
        _story.Shore.Take();
        _story.Level(7).Tick();
        Assert.Equal("rows", _story.Shore.Take());
        Assert.Equal([1L], _story.Shore.Committed);
    }

    [Fact]
    public void The_interval_counts_from_the_beginning_of_the_snapshot_before()
    {
        _story.Level(5).Pass(40).Tick().CompleteSnapshot();
        _story.Level(6).Pass(14.9).Tick();
        Assert.False(_story.Work.IsTakingSnapshot);
        _story.Level(7).Pass(0.1).Tick();
        Assert.True(_story.Work.IsTakingSnapshot);
    }

    [Fact]
    public void Another_does_not_begin_while_one_is_under_way()
    {
        _story.Level(5).Pass(15).Tick();
        _story.Level(6).Pass(15).Tick().CompleteSnapshot();
        _story.Level(7).Tick();
        Assert.Equal([1L], _story.Shore.Committed);
        _story.CompleteSnapshot().Level(8).Tick();
        Assert.Equal([1L, 3], _story.Shore.Committed);
    }

    [Fact]
    public void Letters_alone_are_reason_enough_for_a_snapshot()
    {
        _story.Nonsense().Pass(15).Tick();
        Assert.Equal("letters", _story.Shore.Take());
        Assert.True(_story.Work.IsTakingSnapshot);
    }

    [Fact]
    public void Nothing_read_means_nothing_written_and_no_snapshot()
    {
        _story.Pass(100).Tick().Tick();
        Assert.Equal("", _story.Shore.Take());
        Assert.False(_story.Work.IsTakingSnapshot);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("letters")]
    [InlineData("blob")]
    [InlineData("manifest")]
    public void No_step_begins_before_the_one_before_it_is_done(string held)
    {
        _story.Level(5).Pass(15).Tick().CompleteSnapshot();
        _story.Shore.Take();
        var done = new TaskCompletionSource();
        _story.Shore.On = step => step == held ? done.Task : Task.CompletedTask;
        _story.Level(6).Nonsense().Tick();
        Assert.Equal(held, _story.Shore.Steps[^1]);
        Assert.Empty(_story.Shore.Committed);

        done.SetResult();
        _story.Tick(); // joins
        Assert.StartsWith("rows letters blob manifest commit", _story.Shore.Take(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("letters")]
    [InlineData("blob")]
    [InlineData("manifest")]
    public void A_step_that_fails_in_passing_is_repeated_and_none_is_left_out(string failing)
    {
        _story.Level(5).Pass(15).Tick().CompleteSnapshot();
        _story.Shore.Take();
        var failures = 2;
        _story.Shore.On = step => step == failing && failures-- > 0 ? Task.FromException(new IOException("away")) : Task.CompletedTask;
        _story.Level(6).Nonsense().Tick();
        Assert.Equal([0.25, 0.5], _story.Time.Waits);
        Assert.Equal("rows letters blob manifest commit", string.Join(' ', _story.Shore.Steps.Distinct()));
        Assert.Equal("commit", _story.Shore.Steps[^1]);
        Assert.Single(_story.Shore.Letters);
    }

    [Fact]
    public void What_a_write_threw_is_thrown_at_the_next_flush_and_no_offset_has_moved()
    {
        _story.Level(5).Pass(15).Tick().CompleteSnapshot();
        _story.Shore.On = step => step == "letters" ? Task.FromException(new InvalidOperationException("broken")) : Task.CompletedTask;
        _story.Level(6).Nonsense().Tick();
        Assert.Equal("broken", Assert.Throws<InvalidOperationException>(() => _story.Tick()).Message);
        Assert.Empty(_story.Shore.Committed);
    }

    [Fact]
    public void A_lane_that_is_lost_while_it_waits_writes_no_more()
    {
        _story.Shore.On = _ => Task.FromException(new IOException("away"));
        _story.Time.Waiting = _story.Lose;
        _story.Level(5).Tick();
        Assert.ThrowsAny<OperationCanceledException>(() => _story.Tick());
        Assert.Equal("rows", _story.Shore.Take());
    }

    [Fact]
    public void The_end_writes_everything_with_a_snapshot_of_all_of_it()
    {
        _story.Level(5).Pass(15).Tick().Level(6).Nonsense(); // one snapshot is under way
        _story.Work.Finish(null);
        Assert.Equal([1L, 3], _story.Shore.Committed);
        Assert.Equal("commit", _story.Shore.Steps[^1]);
        Assert.False(_story.Work.IsTakingSnapshot);
    }

    [Fact]
    public void A_lane_that_goes_on_after_the_end_says_so_before_it_writes_and_begins_no_snapshot_of_its_own_accord()
    {
        _story.Level(5).Tick();
        _story.Work.Finish(null);
        _story.Work.GoOn();
        _story.Shore.Take();
        _story.Level(6).Tick();
        Assert.Equal("manifest rows", _story.Shore.Take());
        Assert.False(_story.Work.IsTakingSnapshot);
        _story.Level(7).Pass(15).Tick();
        Assert.True(_story.Work.IsTakingSnapshot);
    }

    [Fact]
    public void The_end_may_come_with_the_clock_moved_on()
    {
        _story.Level(5).Tick();
        _story.Shore.Take();
        _story.Work.Finish(new DateTimeOffset(2026, 5, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        Assert.Equal("rows blob manifest commit", _story.Shore.Take());
        Assert.Equal([1L], _story.Shore.Committed);
    }

    [Fact]
    public void Inserts_are_announced_from_the_beginning_of_a_flush_until_all_of_them_have_begun()
    {
        _story.Level(5).Tick();
        _story.Work.Finish(null);
        _story.Work.GoOn(); // so that the next flush writes a manifest before its rows
        var (manifest, rows) = (new TaskCompletionSource(), new TaskCompletionSource());
        var announced = new List<int>();
        _story.Shore.On = step =>
        {
            announced.Add(_story.Shore.Announced);
            return step == "manifest" ? manifest.Task : rows.Task;
        };
        _story.Level(6).Tick();
        Assert.Equal(1, _story.Shore.Announced); // by what is being written, though the lane itself goes on
        manifest.SetResult();
        Assert.True(SpinWait.SpinUntil(() => _story.Shore.Announced == 0, TimeSpan.FromSeconds(10)));
        Assert.True(announced.Count > 1); // the manifest and some tables
        Assert.All(announced, count => Assert.True(count > 0));

        rows.SetResult();
        _story.Tick(); // nothing to write
        Assert.Equal(0, _story.Shore.Announced);
    }

    [Fact]
    public void A_flush_that_fails_is_announced_no_longer()
    {
        _story.Shore.On = _ => Task.FromException(new InvalidOperationException("broken"));
        _story.Level(5).Tick();
        Assert.Throws<InvalidOperationException>(() => _story.Tick());
        Assert.Equal(0, _story.Shore.Announced);
    }
}
