namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>Time that a test moves. Who waits for a while waits no longer than it takes to move the clock there, and is written down.</summary>
/// <param name="start">When it begins; 2026-06-01 where nothing is said.</param>
internal sealed class SteppedTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly DateTimeOffset _start = start ?? new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _passed;

    /// <summary>How long was waited, in seconds, one by one.</summary>
    public List<double> Waits { get; } = [];

    /// <summary>Called as a wait begins.</summary>
    public Action? Waiting { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => _start + _passed;

    public void Pass(TimeSpan time) => _passed += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime.TotalSeconds);
        Waiting?.Invoke();
        Pass(dueTime);
        callback(state);
        return new Rung();
    }

    private sealed class Rung : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
