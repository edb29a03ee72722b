namespace Fulfillment.Streams.Mutants;

/// <summary>A part of the product into which faults are seeded, and the tests that are to find them.</summary>
/// <param name="Project">Folder of the project.</param>
/// <param name="Paths">Folders and files below it that get faults; a path that ends with a slash means all below.</param>
/// <param name="Tests">Name of the test project.</param>
/// <param name="Namespaces">Namespaces of it, relative, whose tests run; those below included.</param>
internal sealed record Target(string Project, string[] Paths, string Tests, string[] Namespaces)
{
    /// <summary>Windows, clock, state merges and sink. Snapshots belong to the merges: what they restore must be what was.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("src/Fulfillment.Streams",
            [
                "Windows/", "Time/", "State/", "Snapshots/", "Sink/",
                "Analytics/SellThrough/", "Analytics/DeliveryLatency/", "Analytics/AdPerformance/",
                "Analytics/StockoutRisk/RiskRows.cs", "Analytics/StockoutRisk/RiskCursor.cs", "Analytics/StockoutRisk/HourRanges.cs",
            ],
            "Fulfillment.Streams.Tests", ["Windows", "Time", "State", "Snapshots", "Laws", "Analytics", "Golden", "Sink"]),
        new("src/Fulfillment.Streams.Worker",
            ["Lanes/LaneWriter.cs", "Snapshots/"],
            "Fulfillment.Streams.Worker.Tests", ["Snapshots", "Lanes"]),
    ];

    /// <summary>Whether a file, relative to the root, gets faults.</summary>
    public bool Has(string file) => Paths.Any(p => p.EndsWith('/')
        ? file.StartsWith($"{Project}/{p}", StringComparison.Ordinal)
        : file == $"{Project}/{p}");
}
