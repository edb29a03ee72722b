namespace Fulfillment.Streams.Chaos.Tests.Reporting;

/// <summary>What was measured of one property.</summary>
internal sealed record Line
{
    public required string Id { get; init; }

    public required string Property { get; init; }

    public required string Bar { get; init; }

    /// <summary>What was reached, in the bar's terms.</summary>
    public string Figure { get; init; } = "not run";

    /// <summary>Whether the property held: in the short form in all its cases, in the full form up to the bar. Null where it was not run.</summary>
    public bool? Met { get; init; }

    /// <summary><c>short</c>, <c>full</c>, or <c>case</c> where one case was run alone.</summary>
    public string? Form { get; init; }

    public long Cases { get; init; }

    /// <summary>The seed that repeats it; null where chance has no part in it.</summary>
    public int? Seed { get; init; }

    public double Seconds { get; init; }

    /// <summary>What a reader of the figure must know: why a bar is missed, what was left out.</summary>
    public string? Note { get; init; }

    /// <summary>Partitions whose counters were compared with what was fed, while this property was tried.</summary>
    public long PartitionsBalanced { get; init; }

    /// <summary>Of these, how many did not add up.</summary>
    public long PartitionsUnbalanced { get; init; }
}
