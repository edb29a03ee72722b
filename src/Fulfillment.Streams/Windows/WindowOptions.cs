using NodaTime;

namespace Fulfillment.Streams.Windows;

/// <summary>How long a window operator keeps its windows, and when and where it emits.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed record WindowOptions<T>
{
    /// <summary>
    /// How far the clock may be past a window's end and the window still accept events. State is bounded by it: at
    /// clock ≥ end + retention the window is dropped, and what comes for it is late.
    /// </summary>
    /// <value>The default is 3 days; must not be negative, at most 400 days.</value>
    public Duration Retention { get; init; } = Duration.FromDays(3);

    /// <summary>When to emit.</summary>
    /// <value>The default is <see cref="WindowEmit.OnUpdate"/>.</value>
    public WindowEmit Emit { get; init; } = WindowEmit.OnUpdate;

    /// <summary>
    /// Receives each event that is too late for every window of its own, after the batch it came in. Only OnNext is
    /// called, because several subscriptions may share it.
    /// </summary>
    public IObserver<T>? LateOutput { get; init; }

    /// <summary>Counts accepted and late events.</summary>
    public WindowCounters? Counters { get; init; }

    internal long RetentionMilliseconds => (long)Retention.TotalMilliseconds;

    /// <summary>Throws where a value is out of bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The message names the option and its bounds.</exception>
    public void Validate()
    {
        if (Retention < Duration.Zero || Retention > Duration.FromDays(400))
            throw new ArgumentOutOfRangeException(nameof(Retention), Retention, "Retention must be between 0 and 400 days.");
        if (!Enum.IsDefined(Emit))
            throw new ArgumentOutOfRangeException(nameof(Emit), Emit, "Emit must be OnUpdate or OnClose.");
    }
}
