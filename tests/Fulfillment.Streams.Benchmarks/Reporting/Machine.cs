using System.Globalization;
using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>Where it was measured.</summary>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGib, string System, string Dotnet, string ClickHouse, string Commit, string Date)
{
    /// <summary>What is measured, as eng/bench says.</summary>
    public static string CommitHere => Environment.GetEnvironmentVariable("FULFILLMENT_BENCH_COMMIT") is { Length: > 0 } commit ? commit : "unknown";

    /// <summary>This one, now.</summary>
    /// <param name="clickHouse">Version of the embedded ClickHouse.</param>
    public static Machine Here(string clickHouse) => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        clickHouse,
        CommitHere,
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {MemoryGib} GiB; {System}; {Dotnet}; ClickHouse {ClickHouse}; commit {Commit}; {Date}");

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var model = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model is null ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
