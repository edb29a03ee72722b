using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.DeadLetters;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>dlq</c>: looks at rejected and late records, and feeds them in again.</summary>
internal static class DlqCommand
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var kafka = CommonOptions.Kafka();
        var topic = new Option<string?>("--topic") { HelpName = "name", Description = "Only letters of this topic." };
        var reason = new Option<string?>("--reason") { HelpName = "text", Description = "Only letters whose reason begins so, such as missing_field or late." };
        var command = new Command("dlq", "Dead letters: records that were no events, and events that came too late.")
        {
            List(store, kafka, topic, reason), Replay(store, kafka, topic, reason),
        };
        return command;
    }

    private static Command List(Option<string?> store, Option<string?> kafka, Option<string?> topic, Option<string?> reason)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a letter, the original bytes in Base64." };
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 100, Description = "At most this many letters." };
        var command = new Command("list", "Prints letters, oldest first.") { store, kafka, topic, reason, json, limit };
        command.SetAction(parsed =>
        {
            using var letters = Open(parsed, store, kafka, "dlq list");
            var output = parsed.InvocationConfiguration.Output;
            foreach (var letter in Chosen(letters, parsed, topic, reason).Take(parsed.GetValue(limit)))
            {
                output.WriteLine(parsed.GetValue(json) ? Json(letter) : Line(letter));
            }

            return CommandLine.Success;
        });
        return command;
    }

    private static Command Replay(Option<string?> store, Option<string?> kafka, Option<string?> topic, Option<string?> reason)
    {
        var command = new Command("replay", "Feeds the original bytes in again; what is still wrong becomes a letter again.") { store, kafka, topic, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var letters = Open(parsed, store, kafka, "dlq replay");
            var chosen = Chosen(letters, parsed, topic, reason).ToList();
            await letters.FeedAsync(chosen, cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{chosen.Count} records fed in again; {letters.WhatFollows}").ConfigureAwait(false);
            return CommandLine.Success;
        });
        return command;
    }

    private static ILetterBox Open(ParseResult parsed, Option<string?> store, Option<string?> kafka, string purpose)
    {
        var settings = CommonOptions.Load(parsed, ("Store", store), ("Kafka:BootstrapServers", kafka));
        return settings.UsesKafka ? new KafkaLetterBox(settings) : new StoreLetterBox(settings, purpose);
    }

    private static IEnumerable<DeadLetter> Chosen(ILetterBox letters, ParseResult parsed, Option<string?> topic, Option<string?> reason)
    {
        var only = parsed.GetValue(topic);
        if (only is not null && !TopicNames.TryParse(only, out _))
        {
            throw new UsageException($"--topic {only}: there are {string.Join(", ", TopicNames.All.Select(t => t.Name()))}.");
        }

        return letters.Read().Where(l =>
            (only is null || l.Topic.Name() == only) && l.Reason.StartsWith(parsed.GetValue(reason) ?? "", StringComparison.Ordinal));
    }

    private static string Line(DeadLetter letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{letter.RejectedAt:yyyy-MM-ddTHH:mm:ssZ} {letter.Topic.Name()}/{letter.Partition}@{letter.Offset} {letter.Reason} {Beginning(letter.Payload.Span)}");

    private static string Beginning(ReadOnlySpan<byte> payload) =>
        string.Concat(Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, 120)]).Select(c => char.IsControl(c) ? ' ' : c));

    private static string Json(DeadLetter letter) => JsonSerializer.Serialize(new
    {
        topic = letter.Topic.Name(),
        partition = letter.Partition,
        offset = letter.Offset,
        reason = letter.Reason,
        rejected_at = letter.RejectedAt,
        format = letter.Format == RecordFormat.Protobuf ? "protobuf" : "json",
        payload = Convert.ToBase64String(letter.Payload.Span),
    });
}
