using System.CommandLine;
using System.Globalization;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Worker.Commands.Generate;
using NodaTime;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>generate</c>: deterministic synthetic events of all six topics, as NDJSON files for <c>replay</c>.</summary>
public static class GenerateCommand
{
    /// <summary>Builds the verb.</summary>
    /// <param name="clock">Measures how long it takes; events do not depend on it. The system's clock when null.</param>
    public static Command Create(TimeProvider? clock = null)
    {
        var directory = new Option<DirectoryInfo>("--out") { Description = "Directory for orders.ndjson, ad-spend.ndjson, … ; created if missing, files of an earlier run replaced.", Required = true };
        var events = new Option<long>("--events") { Description = "Lines in total, repetitions and malformed ones included.", DefaultValueFactory = _ => 100_000 };
        var seed = new Option<long>("--seed") { Description = "The same seed and options give the same files, byte for byte.", DefaultValueFactory = _ => 1 };
        var shops = new Option<int>("--shops") { Description = "Number of shops.", DefaultValueFactory = _ => 3 };
        var skus = new Option<int>("--skus") { Description = "SKUs of each shop.", DefaultValueFactory = _ => 24 };
        var days = new Option<int>("--days") { Description = "About how many days the events spread over.", DefaultValueFactory = _ => 14 };
        var start = new Option<string>("--start") { Description = "When they begin: a date or an RFC 3339 time, UTC unless it says otherwise.", DefaultValueFactory = _ => "2026-06-01" };
        var malformed = new Option<long>("--malformed") { Description = "How many of the lines must be rejected.", DefaultValueFactory = _ => 0 };
        var gzip = new Option<bool>("--gzip") { Description = "Write .ndjson.gz." };
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON." };
        var command = new Command("generate", "Deterministic synthetic events with duplicates, disorder, late scans, restated ad spend, stock-outs and live-stream surges.")
        {
            directory, events, seed, shops, skus, days, start, malformed, gzip, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var run = new GenerateRun
            {
                Directory = parsed.GetRequiredValue(directory),
                Events = InRange(parsed.GetValue(events), 1, 10_000_000_000, events.Name),
                Malformed = InRange(parsed.GetValue(malformed), 0, parsed.GetValue(events), malformed.Name),
                Gzip = parsed.GetValue(gzip),
                Options = new GeneratorOptions
                {
                    Seed = parsed.GetValue(seed),
                    Shops = (int)InRange(parsed.GetValue(shops), 1, 10_000, shops.Name),
                    SkusPerShop = (int)InRange(parsed.GetValue(skus), 4, 10_000, skus.Name),
                    Start = Time(parsed.GetValue(start)!, start.Name),
                }.Spreading(parsed.GetValue(events), (int)InRange(parsed.GetValue(days), 1, 3_650, days.Name)),
            };
            var configuration = parsed.InvocationConfiguration;
            var summary = run.Execute(clock ?? TimeProvider.System, new GenerateProgress(run.Events, configuration.Error), cancellationToken);
            configuration.Output.WriteLine(parsed.GetValue(json) ? summary.ToJson() : summary.ToText());
            return Task.FromResult(CommandLine.Success);
        });
        return command;
    }

    private static long InRange(long value, long least, long most, string name) =>
        value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} must lie between {least} and {most}; it is {value}."));

    private static Instant Time(string text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is >= 2000 and < 2100
            ? Instant.FromDateTimeOffset(time)
            : throw new UsageException($"{name} must be a date such as 2026-06-01 or a time such as 2026-06-01T08:00:00-07:00, from 2000 to 2099; it is '{text}'.");
}
