using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Tests.Tidy;

namespace Fulfillment.Streams.Chaos.Tests.Reporting;

/// <summary>
/// Where the tests put what they measured, a file per property: <c>artifacts/chaos/R03.json</c>, or in the folder that
/// FULFILLMENT_CHAOS_REPORT names. A test records first and asserts then, so that a property that fails has its figure too.
/// </summary>
internal static class Report
{
    /// <summary>How everything in the folder is written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read it: ≤ as itself
        WriteIndented = true,
    };

    private static string Folder => Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS_REPORT") is { Length: > 0 } named
        ? named : Path.Combine(Repository.Root, "artifacts", "chaos");

    /// <summary>Records the line of a property, in place of an earlier one.</summary>
    /// <param name="id">R1 to R17; property and bar are those of <see cref="Guarantee"/>.</param>
    /// <param name="figure">What was reached, in the bar's terms.</param>
    /// <param name="met">Whether it held.</param>
    /// <param name="cases">How many cases were tried.</param>
    /// <param name="seed">What repeats them; null where chance has no part in it.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="note">What a reader of the figure must know.</param>
    public static void Record(string id, string figure, bool met, long cases, int? seed = null, double seconds = 0, string? note = null)
    {
        var guarantee = Guarantee.Of(id);
        var (balanced, unbalanced) = Books.Take();
        var line = new Line
        {
            Id = id,
            Property = guarantee.Property,
            Bar = guarantee.Bar,
            Figure = figure,
            Met = met,
            Form = Scale.Form,
            Cases = cases,
            Seed = seed,
            Seconds = Math.Round(seconds, 1),
            Note = note,
            PartitionsBalanced = balanced,
            PartitionsUnbalanced = unbalanced,
        };
        Directory.CreateDirectory(Folder);
        File.WriteAllText(PathOf(Folder, id), JsonSerializer.Serialize(line, Json) + "\n");
    }

    /// <summary>A line of every property, "not run" where the folder has none. What R6 counts is summed over all of them.</summary>
    public static IReadOnlyList<Line> Read(string folder)
    {
        var lines = Guarantee.All.Select(p => File.Exists(PathOf(folder, p.Id))
            ? JsonSerializer.Deserialize<Line>(File.ReadAllText(PathOf(folder, p.Id)), Json)!
            : new Line { Id = p.Id, Property = p.Property, Bar = p.Bar }).ToArray();
        long balanced = lines.Sum(l => l.PartitionsBalanced), unbalanced = lines.Sum(l => l.PartitionsUnbalanced);
        return [.. lines.Select(l => l.Id != "R6" || l.Met is null ? l : l with
        {
            Figure = string.Create(CultureInfo.InvariantCulture, $"{balanced:N0} partitions, {unbalanced:N0} not exact"),
            Met = l.Met.Value && unbalanced == 0,
        })];
    }

    private static string PathOf(string folder, string id) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"R{int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture):00}.json"));
}
