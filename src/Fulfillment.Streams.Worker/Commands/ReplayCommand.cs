using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Commands.Calc;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Replay;
using Fulfillment.Streams.Worker.Store;
using NodaTime;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>replay</c>: NDJSON files through the same pipeline into a store.</summary>
internal static class ReplayCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Files (.ndjson, .ndjson.gz) whose names begin with their topic, or directories of such; merged by event time.",
        };
        var store = CommonOptions.Store();
        var kafka = CommonOptions.Kafka();
        kafka.Description = "Publish the events to these Kafka brokers instead; a running worker takes them from there.";
        var clickhouse = CommonOptions.ClickHouse();
        var clockEnd = new Option<DateTimeOffset?>("--clock-end")
        {
            HelpName = "time",
            Description = "Advance the clock to this time (RFC 3339, UTC where it has no offset) after the last event, as if the days had gone on without events.",
            CustomParser = ClockEnd,
        };
        var json = CommonOptions.Json();
        var command = new Command("replay", "Feeds event files through the pipeline into a store, drains, and prints what became of every record.")
        {
            paths, store, kafka, clickhouse, clockEnd, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = CommonOptions.Load(
                parsed, ("Store", store), ("Kafka:BootstrapServers", kafka), ("ClickHouse:Url", clickhouse));
            settings.Options.Timing.GiveUpAfter ??= Patience;
            var inputs = ReplayInput.Find(parsed.GetRequiredValue(paths));
            var output = parsed.InvocationConfiguration.Output;
            if (settings.UsesKafka)
            {
                var published = await KafkaReplay.RunAsync(settings, inputs, cancellationToken).ConfigureAwait(false);
                Print(published, parsed.GetValue(json), output);
                return CommandLine.Success;
            }

            var result = await RunAsync(settings, inputs, parsed.GetValue(clockEnd), parsed.InvocationConfiguration.Error, cancellationToken).ConfigureAwait(false);
            Print(result, parsed.GetValue(json), output);
            return CommandLine.Success;
        });
        return command;
    }

    // The framework's own parser would take the machine's time zone where the text has none.
    private static DateTimeOffset? ClockEnd(ArgumentResult result)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(PolicyTime.Parse(result.Tokens[0].Value, DateTimeZone.Utc));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            result.AddError($"--clock-end must be a time such as 2026-06-08T12:00:00Z, UTC where it has no offset; it is '{result.Tokens[0].Value}'.");
            return null;
        }
    }

    private static async Task<ReplayResult> RunAsync(
        Settings settings, List<(string Path, Topic Topic)> inputs, DateTimeOffset? clockEnd, TextWriter notes, CancellationToken cancellationToken)
    {
        using var logging = WorkerLogging.Create(settings, LogLevel.Warning);
        HugePages.Ask(settings.Options);
        using var store = WorkerStore.Open(settings, "replay");
        var tables = await Tables.OpenAsync(settings, store, logging, cancellationToken).ConfigureAwait(false);
        await using (tables.ConfigureAwait(false))
        {
            var run = new ReplayRun(settings.Options, store, tables, logging.CreateLogger("Fulfillment.Streams.Replay"));
            return ReplayProgress.Show(notes, report => run.Run(inputs, clockEnd?.ToUnixTimeMilliseconds(), report, cancellationToken));
        }
    }

    private static void Print(PublishResult result, bool json, TextWriter output)
    {
        var topics = TopicNames.All.Select(t => (Name: t.Name(), Published: result.Published[(int)t])).ToList();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new { published = topics.ToDictionary(t => t.Name, t => t.Published), seconds = result.Elapsed.TotalSeconds }));
            return;
        }

        topics.ForEach(t => output.WriteLine($"{t.Name,-10} {t.Published,12} published"));
    }

    private static void Print(ReplayResult result, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    topics = result.Topics.ToDictionary(
                        t => t.Topic.Name(),
                        t => new { read = t.Read, applied = t.Applied, duplicate = t.Duplicate, late = t.Late, rejected = t.Rejected }),
                    read = result.Read,
                    seconds = result.Elapsed.TotalSeconds,
                    events_per_second = result.EventsPerSecond,
                }));
            return;
        }

        output.WriteLine($"{"topic",-10} {"read",12} {"applied",12} {"duplicate",12} {"late",12} {"rejected",12}");
        foreach (var t in result.Topics)
        {
            output.WriteLine($"{t.Topic.Name(),-10} {t.Read,12} {t.Applied,12} {t.Duplicate,12} {t.Late,12} {t.Rejected,12}");
        }

        output.WriteLine($"{result.Read} events in {result.Elapsed.TotalSeconds:F2} s, {result.EventsPerSecond:F0} events/s");
    }
}
