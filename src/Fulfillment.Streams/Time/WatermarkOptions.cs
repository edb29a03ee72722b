using NodaTime;

namespace Fulfillment.Streams.Time;

/// <summary>How a <see cref="WatermarkTracker"/> derives the lane's clock from what its inputs deliver.</summary>
public sealed record WatermarkOptions
{
    /// <summary>How far behind the newest event of the same input another may arrive and still be in time.</summary>
    /// <value>The default is 1 minute; must not be negative.</value>
    public Duration OutOfOrderness { get; init; } = Duration.FromMinutes(1);

    /// <summary>
    /// How long (wall time) an input may deliver nothing before it no longer holds the lane's clock back;
    /// <see langword="null"/> means that it always does.
    /// </summary>
    /// <value>The default is 30 seconds; must be positive.</value>
    public Duration? IdleTimeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>
    /// What the clock does when every input is idle: stay (<see langword="false"/>, the default), or catch up with
    /// the furthest input.
    /// </summary>
    public bool AdvanceWhenAllIdle { get; init; }

    /// <summary>Throws where a value is out of bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The message names the option and its bounds.</exception>
    public void Validate()
    {
        if (OutOfOrderness < Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(OutOfOrderness), OutOfOrderness, "OutOfOrderness must not be negative.");
        if (IdleTimeout is { } timeout && timeout <= Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(IdleTimeout), timeout, "IdleTimeout must be positive, or null for never.");
    }
}
