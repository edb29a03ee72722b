using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Tests.Tidy;

namespace Fulfillment.Streams.Chaos.Tests.Mutations;

/// <summary>
/// R17. Mistakes seeded into the sources are found by the tests. The short form seeds a few into windows and runs the tests of
/// windows; the full one is <c>eng/mutate</c>, with 200.
/// </summary>
public sealed class SeededFaultTests
{
    private const double Bar = 85;

    [Fact, Trait("Property", "R17")]
    public async Task Tests_find_the_mistakes_seeded_into_windows_clock_merges_and_sink()
    {
        var watch = Stopwatch.StartNew();
        string[] part = Scale.IsFull
            ? ["--count", "200"]
            : ["--count", "20", "--only", "src/Fulfillment.Streams/Windows", "--tests", "Windows"];
        var said = await Mutate([.. part, "--seed", string.Create(CultureInfo.InvariantCulture, $"{Scale.Seed}")]);
        Assert.True(File.Exists(Result), $"No fault was tried:\n{said}");

        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(Result));
        int count = Number(result, "count"), killed = Number(result, "killed");
        var percent = 100.0 * killed / count;
        Report.Record(
            "R17", string.Create(CultureInfo.InvariantCulture, $"{killed} of {count} killed ({percent:F1} %)"), percent >= Bar, count, Scale.Seed, watch.Elapsed.TotalSeconds,
            Scale.IsFull ? "artifacts/chaos/mutants.json lists every survivor; those that change nothing anybody could see count as survivors" : null);
        Assert.True(percent >= Bar, said);
    }

    private static string Result => Path.Combine(Repository.Root, "artifacts", "chaos", "mutants.json");

    private static int Number(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetInt32();

    private static async Task<string> Mutate(string[] arguments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Result)!);
        File.Delete(Result);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name; // bin/Release/net10.0
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.Mutants.dll"),
            "--root", Repository.Root, "--configuration", configuration, "--result", Result, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await errors;
    }
}
