namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>What a simulation is made of and what befalls it.</summary>
internal sealed record Plan
{
    public int Partitions { get; init; } = 2;

    public int Workers { get; init; } = 1;

    /// <summary>Whether processes die.</summary>
    public bool Crashes { get; init; }

    /// <summary>Durable steps passed, at most, until one dies.</summary>
    public int PointsToLive { get; init; } = 60;

    /// <summary>One durable step in so many fails; 0 for none.</summary>
    public int FaultsIn { get; init; }

    /// <summary>Workers that join or leave while it runs.</summary>
    public int Rebalances { get; init; }

    /// <summary>Whether a lane may be given away while its worker does not know.</summary>
    public bool Zombies { get; init; }

    /// <summary>One record in so many is delivered twice, and one is no event.</summary>
    public int NoiseIn { get; init; } = 6;
}
