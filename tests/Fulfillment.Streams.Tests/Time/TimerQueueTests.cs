using FsCheck.Xunit;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Tests.Time;

public sealed class TimerQueueTests
{
    private readonly TimerQueue<string> _timers = new();

    [Fact]
    public void Timers_fire_by_time_then_key_when_the_clock_reaches_them()
    {
        _timers.Register("b", 20);
        _timers.Register("z", 10);
        _timers.Register("a", 20);
        _timers.Register("B", 20);
        _timers.Register("later", 21);

        Assert.Equal(["z@10", "B@20", "a@20", "b@20"], Fire(20));
        Assert.Equal(1, _timers.Count);
    }

    [Fact]
    public void Each_timer_fires_once()
    {
        _timers.Register("a", 10);

        Assert.Equal(["a@10"], Fire(10));
        Assert.Empty(Fire(1_000));
    }

    [Fact]
    public void Nothing_fires_before_its_time()
    {
        _timers.Register("a", 10);

        Assert.Empty(Fire(9));
        Assert.Empty(Fire(EventTime.None));
    }

    [Fact]
    public void Registering_again_replaces()
    {
        _timers.Register("later", 10);
        _timers.Register("later", 30);
        _timers.Register("sooner", 30);
        _timers.Register("sooner", 10);

        Assert.Equal(["sooner@10"], Fire(10));
        Assert.Equal(["later@30"], Fire(30));
    }

    [Fact]
    public void Timers_replaced_again_and_again_fire_as_last_set()
    {
        for (var round = 0; round < 100; round++)
        {
            _timers.Register("a", 10 + round);
            _timers.Register("b", 300 - round);
        }

        Assert.Equal(2, _timers.Count);
        Assert.Equal([(109L, "a"), (201L, "b")], _timers.InOrder());
        Assert.Empty(Fire(108));
        Assert.Equal(["a@109", "b@201"], Fire(400));
    }

    [Fact]
    public void Returning_to_an_earlier_time_does_not_fire_twice()
    {
        _timers.Register("a", 10);
        _timers.Register("a", 30);
        _timers.Register("a", 10);

        Assert.Equal(["a@10"], Fire(100));
    }

    [Fact]
    public void Cancelled_timer_does_not_fire()
    {
        _timers.Register("a", 10);

        Assert.True(_timers.Cancel("a"));
        Assert.False(_timers.Cancel("a"));
        Assert.Empty(Fire(100));
    }

    [Fact]
    public void Handler_may_set_the_next_timer()
    {
        _timers.Register("a", 10);
        var fired = new List<long>();

        while (_timers.TryFire(35, out var key, out var time))
        {
            fired.Add(time);
            _timers.Register(key, time + 10);
        }

        Assert.Equal([10, 20, 30], fired);
        Assert.True(_timers.TryGet("a", out var next));
        Assert.Equal(40, next);
    }

    [Fact]
    public void Negative_and_passed_times_fire_at_the_next_look()
    {
        _timers.Register("a", -500);
        _timers.Register("b", 5);

        Assert.Equal(["a@-500"], Fire(-1));
        Assert.Equal(["b@5"], Fire(1_000));
    }

    [Fact]
    public void Snapshot_lists_the_timers_in_firing_order()
    {
        _timers.Register("b", 20);
        _timers.Register("a", 20);
        _timers.Register("c", 10);
        _timers.Register("c", 30);

        Assert.Equal([(20, "a"), (20, "b"), (30, "c")], _timers.InOrder());
    }

    [Property]
    public void Behaves_like_a_sorted_list_of_the_last_registrations(int[] steps)
    {
        var timers = new TimerQueue<int>();
        var model = new Dictionary<int, long>();
        var clock = 0L;
        foreach (var step in steps.SelectMany(step => Enumerable.Repeat(step, 9).Select((s, i) => unchecked(s * 31 + i * 17))))
        {
            var key = (step & 0xff) % 7;
            switch ((step >> 8) & 7)
            {
                case 0:
                    Assert.Equal(model.Remove(key), timers.Cancel(key));
                    break;
                case 1:
                    clock += (step >> 11) & 31;
                    var due = model.Where(t => t.Value <= clock).OrderBy(t => t.Value).ThenBy(t => t.Key).ToArray();
                    foreach (var (dueKey, dueTime) in due)
                    {
                        Assert.True(timers.TryFire(clock, out var fired, out var time));
                        Assert.Equal((dueKey, dueTime), (fired, time));
                        model.Remove(dueKey);
                    }
                    Assert.False(timers.TryFire(clock, out _, out _));
                    break;
                default:
                    model[key] = clock + ((step >> 11) & 63);
                    timers.Register(key, model[key]);
                    break;
            }
            Assert.Equal(model.Count, timers.Count);
        }
    }

    private List<string> Fire(long clock)
    {
        var fired = new List<string>();
        while (_timers.TryFire(clock, out var key, out var time))
            fired.Add($"{key}@{time}");
        return fired;
    }
}
