using System.Globalization;
using System.Text.Json;
using Fulfillment.Streams.Mutants.Trials;

namespace Fulfillment.Streams.Mutants;

/// <summary>What became of every fault of a plan. All count: no fault is left out because it may change nothing that can be seen.</summary>
internal sealed record MutationResult(int Seed, int Possible, IReadOnlyList<(Planned Planned, Verdict Verdict)> Faults)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Killed => Faults.Count(f => f.Verdict.KilledBy is not null);

    /// <summary>0 to 100.</summary>
    public double PercentKilled => 100.0 * Killed / Faults.Count;

    /// <summary>Writes survivors and figures for people.</summary>
    public void Print(TextWriter output)
    {
        foreach (var (planned, verdict) in Faults.Where(f => f.Verdict.KilledBy is null))
        {
            output.WriteLine($"  survived: {Describe(planned)}{(verdict.Reason is null ? "" : $"  ({verdict.Reason})")}");
        }

        foreach (var kind in Faults.GroupBy(f => f.Planned.Fault.Kind).OrderBy(g => g.Key))
        {
            output.WriteLine($"  {kind.Key,-10} {kind.Count(f => f.Verdict.KilledBy is not null)} of {kind.Count()} killed");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {Seed}: {Killed} of {Faults.Count} faults killed ({PercentKilled:F1} %), {Faults.Count - Killed} survived; {Possible} places for faults"));
    }

    /// <summary>Writes everything as JSON.</summary>
    public void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(
            new
            {
                Seed,
                Possible,
                Faults.Count,
                Killed,
                Survived = Faults.Count - Killed,
                PercentKilled = Math.Round(PercentKilled, 1),
                Faults = Faults.OrderBy(f => f.Verdict.KilledBy is not null).ThenBy(f => f.Planned.Number).Select(f => new
                {
                    f.Planned.Number,
                    Outcome = f.Verdict.KilledBy is null ? "survived" : "killed",
                    Kind = f.Planned.Fault.Kind.ToString(),
                    f.Planned.Fault.File,
                    f.Planned.Fault.Line,
                    f.Planned.Fault.Before,
                    f.Planned.Fault.After,
                    f.Verdict.KilledBy,
                    f.Verdict.Reason,
                    Seconds = Math.Round(f.Verdict.Took.TotalSeconds, 1),
                }),
            },
            Json));
    }

    public static string Describe(Planned planned) =>
        $"{planned.Number} {planned.Fault.File}:{planned.Fault.Line}  {planned.Fault.Before}  →  {planned.Fault.After}";
}
