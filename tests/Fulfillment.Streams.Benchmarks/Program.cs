using System.Globalization;
using System.Text.Json;
using Fulfillment.Streams.Benchmarks;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

// usage: Fulfillment.Streams.Benchmarks FOLDER [--only B1,B4] [--short] [--runs N]
// Measures, records a file per bar in FOLDER, prints all of them as one table and writes FOLDER/report.json. eng/bench builds
// and calls it. Exit 0 when every bar asked for was measured and reached; 1 when one was not.
// usage: Fulfillment.Streams.Benchmarks contender NAME ARGUMENT…
// Runs one contender in this process and prints its outcome as a line of JSON.
if (args is ["contender", var name, .. var rest])
{
    Console.WriteLine(JsonSerializer.Serialize(await Contenders.RunAsync(name, rest), new JsonSerializerOptions(Report.Json) { WriteIndented = false }));
    return 0;
}

var folder = args[0];
var isShort = args.Contains("--short");
var only = Option("--only")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
var runs = Option("--runs") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : isShort ? 1 : 5;
var scratch = Directory.CreateTempSubdirectory("fulfillment-bench-");
try
{
    await Suite.RunAsync(folder, new Scale(isShort, runs, scratch.FullName), only);
    var lines = Report.Read(folder);
    var machine = Machine.Here((await Contenders.RunAsync("clickhouse-version", [])).Answer);
    Table.Print(machine, lines, Console.Out);
    Report.Summarize(folder, machine, lines);
    return lines.Any(l => (only.Length == 0 || only.Contains(l.Id)) && l.Met != true) ? 1 : 0;
}
finally
{
    scratch.Delete(recursive: true);
}

string? Option(string option)
{
    var at = Array.IndexOf(args, option);
    return at < 0 ? null : args[at + 1];
}
