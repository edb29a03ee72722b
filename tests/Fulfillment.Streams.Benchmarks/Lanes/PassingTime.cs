namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>The system's time and what is added to it, so that an input falls silent without anybody waiting for it.</summary>
internal sealed class PassingTime : TimeProvider
{
    private TimeSpan passed;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => passed += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + passed;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(passed.TotalSeconds * TimestampFrequency);
}
