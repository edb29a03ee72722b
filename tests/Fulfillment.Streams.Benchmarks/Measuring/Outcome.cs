namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>What a contender reports from its own process, as one line of JSON.</summary>
internal sealed record Outcome
{
    /// <summary>Figures by name, each in the unit the name ends with.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>What it found, for comparison with the others; empty where there is nothing to compare.</summary>
    public string Answer { get; init; } = "";

    /// <summary>One of the figures.</summary>
    public double this[string name] => Figures[name];
}
