using System.CommandLine;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Configuration;
using Microsoft.Extensions.Configuration;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>topics create</c>: makes the Kafka topics the program reads and writes; safe to repeat.</summary>
public static class TopicsCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Builds the verb.</summary>
    public static Command Create() => new("topics", "The Kafka topics the program reads and writes.") { CreateTopics() };

    private static Command CreateTopics()
    {
        var kafka = new Option<string?>("--kafka") { Description = "host:port of a broker; otherwise Kafka:BootstrapServers.", HelpName = "HOST:PORT" };
        var partitions = new Option<int?>("--partitions") { Description = "Partitions, hence lanes, of each topic; otherwise Kafka:Partitions." };
        var replication = new Option<short?>("--replication") { Description = "Copies of each partition; otherwise Kafka:ReplicationFactor, -1 for the broker's default." };
        var json = new Option<bool>("--json") { Description = "One JSON array instead of lines." };
        var command = new Command("create", "Creates topics of events, dead letters and alerts that do not exist yet, all with the same number of partitions.")
        {
            kafka, partitions, replication, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Settings.Load([("Kafka:BootstrapServers", parsed.GetValue(kafka))]).Options.Kafka;
            options.Partitions = parsed.GetValue(partitions) ?? options.Partitions;
            options.ReplicationFactor = parsed.GetValue(replication) ?? options.ReplicationFactor;
            if (options.Problems() is { Count: > 0 } problems)
            {
                throw new UsageException(string.Join(Environment.NewLine, problems));
            }

            try
            {
                Print(parsed.InvocationConfiguration.Output, await KafkaTopics.CreateAsync(options, cancellationToken).ConfigureAwait(false), parsed.GetValue(json));
            }
            catch (SourceUnavailableException refused)
            {
                throw new FailureException(refused.Message, refused);
            }

            return CommandLine.Success;
        });
        return command;
    }

    private static void Print(TextWriter output, IReadOnlyList<TopicOutcome> outcomes, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(outcomes, Json));
            return;
        }

        foreach (var outcome in outcomes)
        {
            output.WriteLine($"{outcome.Topic}: {(outcome.Created ? "created" : "exists")}, {outcome.Partitions} partitions");
        }
    }
}
