namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>What was measured for one bar.</summary>
internal sealed record Line
{
    public required string Id { get; init; }

    public required string What { get; init; }

    public required string Bar { get; init; }

    /// <summary>What was reached, in the bar's terms.</summary>
    public string Figure { get; init; } = "not run";

    /// <summary>How it compares with the other contenders; empty where there are none.</summary>
    public string Ratio { get; init; } = "";

    /// <summary>Whether the bar was reached; null where it was not measured.</summary>
    public bool? Met { get; init; }

    /// <summary><c>short</c> or <c>full</c>.</summary>
    public string? Form { get; init; }

    /// <summary>Runs of each contender, of which the median counts.</summary>
    public int Runs { get; init; }

    public double Seconds { get; init; }

    /// <summary>What was measured, which may be older than the other lines.</summary>
    public string? Commit { get; init; }

    /// <summary>What a reader of the figure must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every run of every contender.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>The line of a bar.</summary>
    public static Line Of(string id, string figure, string ratio, bool met, IReadOnlyList<Reading> readings, params IReadOnlyList<string> notes)
    {
        var bar = Reporting.Bar.Of(id);
        return new Line
        {
            Id = id, What = bar.What, Bar = bar.Target, Figure = figure, Ratio = ratio, Met = met, Readings = readings, Notes = notes,
        };
    }

    /// <summary>The line of a bar that was not measured.</summary>
    public static Line NotRun(Bar bar) => new() { Id = bar.Id, What = bar.What, Bar = bar.Target };
}
