using System.Runtime.CompilerServices;
using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.Tests.Hosting;

public sealed class HeapUpkeepTests
{
    [Fact]
    public async Task Garbage_of_the_old_generation_is_gone_soon_after_a_look_though_nothing_is_allocated()
    {
        var time = new OneTimer();
        using var upkeep = new HeapUpkeep(time);
        Assert.Equal(HeapUpkeep.Interval, time.Period);
        var garbage = Large();

        for (var looks = 0; garbage.IsAlive; looks++)
        {
            Assert.True(looks < 100, "the collector did not look");
            time.Tick();
            await Task.Delay(100); // it works in the background
        }
    }

    [Fact]
    public void It_ends_with_the_worker()
    {
        var time = new OneTimer();
        new HeapUpkeep(time).Dispose();
        Assert.True(time.IsDisposed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Large() => new(new byte[1 << 20]);

    private sealed class OneTimer : TimeProvider, ITimer
    {
        private TimerCallback? _callback;

        public TimeSpan Period { get; private set; }

        public bool IsDisposed { get; private set; }

        public void Tick() => _callback!(null);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, Period) = (callback, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
