namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>The greatest of what cases measured; thread-safe.</summary>
internal sealed class Worst
{
    private readonly Lock _gate = new();

    /// <summary>0 while nothing was measured.</summary>
    public double Value { get; private set; }

    public void Measured(double value)
    {
        lock (_gate)
        {
            Value = Math.Max(Value, value);
        }
    }
}
