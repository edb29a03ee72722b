using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>A folder with a file per bar (<c>B1.json</c>) and all of them in <c>report.json</c>, with the machine.</summary>
internal static class Report
{
    /// <summary>How everything in the folder is written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read it: ≤ as itself
        WriteIndented = true,
    };

    /// <summary>Records the line of a bar, in place of an earlier one.</summary>
    public static void Record(string folder, Line line)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(folder, line.Id), JsonSerializer.Serialize(line, Json) + "\n");
    }

    /// <summary>Forgets a line: what is not measured now must not look as if it were.</summary>
    public static void Forget(string folder, string id) => File.Delete(PathOf(folder, id));

    /// <summary>A line of every bar, "not run" where the folder has none.</summary>
    public static IReadOnlyList<Line> Read(string folder) => [.. Bar.All.Select(b => File.Exists(PathOf(folder, b.Id))
        ? JsonSerializer.Deserialize<Line>(File.ReadAllText(PathOf(folder, b.Id)), Json)!
        : Line.NotRun(b))];

    /// <summary>Writes all lines and where they were measured.</summary>
    public static void Summarize(string folder, Machine machine, IReadOnlyList<Line> lines) =>
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(new { Machine = machine, Lines = lines }, Json) + "\n");

    private static string PathOf(string folder, string id) => Path.Combine(folder, $"{id}.json");
}
