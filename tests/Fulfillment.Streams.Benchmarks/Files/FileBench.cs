using System.Globalization;
using System.Text.Json;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Files;

/// <summary>B3: files to views. The program's own <c>replay</c> against SQL over the same files.</summary>
internal static class FileBench
{
    private const double RateMin = 1_000_000;
    private const double OfClickHouse = 3;

    public static async Task<Line> MeasureAsync(Scale scale)
    {
        var events = scale.Of(inShort: 100_000, inFull: 1_000_000);
        var directory = await FulfillmentProgram.GenerateAsync(Path.Combine(scale.Scratch, "events"), events);
        var answers = new HashSet<string>();
        var all = await Contender.InTurnAsync(
            scale.Runs,
            ("ours", run => ReplayAsync(directory, scale.Store("files-ours", run), answers)),
            ("clickhouse", run => AloneAsync(directory, scale.Store("files-clickhouse", run), answers)));
        if (answers.Count != 1)
        {
            throw new InvalidOperationException($"The contenders' views differ: {string.Join(" | ", answers)}");
        }

        var rows = all["ours"].Reading("rows alone", "rowsSeconds", "s");
        var ours = all["ours"].Reading("engine", "seconds", "s").PerSecond(events, "engine", "events/s");
        var alone = all["clickhouse"].Reading("ClickHouse alone", "seconds", "s").PerSecond(events, "ClickHouse alone", "events/s");
        var ratio = ours.Median / alone.Median;
        return Line.Of(
            "B3", $"{ours.Median.Millions()} events/s", $"{ratio.Times()} ClickHouse from the same file",
            ours.Median >= RateMin && ratio >= OfClickHouse, [ours, alone, rows],
            string.Create(CultureInfo.InvariantCulture, $"{ours.Spread()}; {alone.Spread()}; {events:N0} events of 16 shops with 50 products each in a day and a half, from the files to tables on disk"),
            string.Create(CultureInfo.InvariantCulture, $"writing the rows of the views once, made already and nothing else, takes {rows.Median:0.00} s: {(events / rows.Median).Millions()} events/s"),
            "ClickHouse alone leaves out estimated deadlines and what is judged by them, time-weighted stock, and stock-out risk with its history; all else is compared row by row");
    }

    private static async Task<Outcome> ReplayAsync(string events, string store, HashSet<string> answers)
    {
        var said = await FulfillmentProgram.RunAsync("replay", events, "--store", store, "--json");
        answers.Add((await Contender.RunAsync("answer", store)).Answer);
        var rows = await Contender.RunAsync("rows", store);
        answers.Add(rows.Answer); // the same again, so these were the rows
        Directory.Delete(store, recursive: true);
        return new Outcome
        {
            Figures = new Dictionary<string, double>
            {
                ["seconds"] = JsonDocument.Parse(said).RootElement.GetProperty("seconds").GetDouble(), ["rowsSeconds"] = rows["seconds"],
            },
        };
    }

    private static async Task<Outcome> AloneAsync(string events, string store, HashSet<string> answers)
    {
        var outcome = await Contender.RunAsync("clickhouse-files", events, store);
        answers.Add(outcome.Answer);
        Directory.Delete(store, recursive: true);
        return outcome;
    }
}
