using Fulfillment.Streams.Generator;

namespace Fulfillment.Streams.Tests.Generator;

public sealed class PacedEventsTests
{
    [Fact]
    public async Task The_past_comes_at_once_and_the_rest_when_its_time_has_come()
    {
        var clock = new LeapingClock(1_000);
        var given = new List<(long Arrival, long At)>();
        await foreach (var message in PacedEvents.ReadAsync(Arriving(10, 999, 1_000, 1_500, 1_500, 4_000), clock))
            given.Add((message.ArrivalUnixMs, clock.UnixMs));

        Assert.Equal([(10, 1_000), (999, 1_000), (1_000, 1_000), (1_500, 1_500), (1_500, 1_500), (4_000, 4_000)], given);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var feed = PacedEvents.ReadAsync(Arriving(long.MaxValue / 1_000_000), TimeProvider.System, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = feed.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static IEnumerable<GeneratedEvent> Arriving(params long[] times) =>
        times.Select(t => new GeneratedEvent(default, "shop-1", t, default, default));

    /// <summary>Whoever waits makes the time pass.</summary>
    private sealed class LeapingClock(long unixMs) : TimeProvider
    {
        public long UnixMs { get; private set; } = unixMs;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMs);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            UnixMs += (long)dueTime.TotalMilliseconds;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
