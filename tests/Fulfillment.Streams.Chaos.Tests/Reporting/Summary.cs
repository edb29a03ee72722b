using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fulfillment.Streams.Chaos.Tests.Reporting;

/// <summary>All lines and where they were measured, as <c>report.json</c>.</summary>
internal static class Summary
{
    public static void Write(string folder, IReadOnlyList<Line> lines)
    {
        var summary = new
        {
            Environment = new
            {
                Machine = Processor(),
                Cores = Environment.ProcessorCount,
                MemoryGib = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
                System = RuntimeInformation.OSDescription,
                Dotnet = RuntimeInformation.FrameworkDescription,
                Commit = Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS_COMMIT") ?? "unknown",
                Date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
            Lines = lines,
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(summary, Report.Json) + "\n");
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var model = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model is null ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
