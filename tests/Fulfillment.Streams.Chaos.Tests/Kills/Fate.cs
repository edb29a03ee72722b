namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>What a worker was doing when it was killed, as far as one can see from outside.</summary>
internal enum Moment
{
    /// <summary>It did not answer yet.</summary>
    StartUp,

    /// <summary>It answered and opened its lanes, and nothing was acknowledged yet.</summary>
    Restore,

    /// <summary>It read, decoded, flushed and made snapshots.</summary>
    Load,

    /// <summary>It had been told to stop and was writing what it had read.</summary>
    Drain,
}

/// <summary>When a worker is killed.</summary>
/// <param name="Aim">What it should be doing then; it may be ahead or behind.</param>
/// <param name="After">How long after its start, or for <see cref="Moment.Load"/> and <see cref="Moment.Drain"/> after the first event it acknowledged.</param>
/// <param name="DrainFor">How long it is left to drain.</param>
internal readonly record struct Fate(Moment Aim, TimeSpan After, TimeSpan DrainFor)
{
    /// <summary>Of four in a row two aim at the load, one at the start and one at the drain.</summary>
    /// <param name="number">Which life it is.</param>
    /// <param name="random">Decides the moment.</param>
    /// <param name="start">How long a start takes.</param>
    public static Fate Draw(int number, Random random, TimeSpan start) => (number % 4) switch
    {
        1 => new Fate(Moment.StartUp, random.NextDouble() * start, default),
        2 => new Fate(Moment.Drain, random.NextDouble() * 0.8 * Second, random.NextDouble() * 0.4 * Second),
        _ => new Fate(Moment.Load, random.NextDouble() * 1.5 * Second, default),
    };

    private static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);
}
