namespace Fulfillment.Streams.Tests.Laws;

/// <summary>Wall time that stands at 2027-06-01, after every event of the tests, until a test moves it.</summary>
internal sealed class StandingTime : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero) + _passed;

    public void Pass(TimeSpan time) => _passed += time;
}
