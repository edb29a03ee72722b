using System.Globalization;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka;

/// <summary>What the options must satisfy, each rule with the message a person sees.</summary>
internal static partial class KafkaOptionRules
{
    private static readonly string[] Protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];
    private static readonly string[] Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI"];

    /// <summary>Settings that have an option of their own, and settings that correctness depends on.</summary>
    private static readonly Dictionary<string, string> Reserved = new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = "set Kafka:BootstrapServers instead",
        ["metadata.broker.list"] = "set Kafka:BootstrapServers instead",
        ["group.id"] = "set Kafka:GroupId instead",
        ["group.instance.id"] = "set Kafka:GroupInstanceId instead",
        ["session.timeout.ms"] = "set Kafka:SessionTimeout instead",
        ["max.poll.interval.ms"] = "set Kafka:PollIntervalMax instead",
        ["fetch.wait.max.ms"] = "set Kafka:FetchWait instead",
        ["queued.max.messages.kbytes"] = "set Kafka:ReadAheadKilobytes instead",
        ["security.protocol"] = "set Kafka:SecurityProtocol instead",
        ["sasl.mechanism"] = "set Kafka:SaslMechanism instead",
        ["sasl.mechanisms"] = "set Kafka:SaslMechanism instead",
        ["sasl.username"] = "set Kafka:SaslUsername instead",
        ["sasl.password"] = "set Kafka:SaslPassword instead",
        ["ssl.ca.location"] = "set Kafka:SslCaLocation instead",
        ["ssl.certificate.location"] = "set Kafka:SslCertificateLocation instead",
        ["ssl.key.location"] = "set Kafka:SslKeyLocation instead",
        ["ssl.key.password"] = "set Kafka:SslKeyPassword instead",
        ["enable.auto.commit"] = "offsets are committed after rows and snapshot; remove it",
        ["enable.auto.offset.store"] = "offsets are committed after rows and snapshot; remove it",
        ["enable.partition.eof"] = "the end of a partition decides StopAtEnd; remove it",
        ["auto.offset.reset"] = "a lane without a position starts at the beginning; remove it",
        ["partition.assignment.strategy"] = "one worker must hold a partition of all topics, which only range ensures; remove it",
        ["group.protocol"] = "one worker must hold a partition of all topics, which only the classic protocol with range ensures; remove it",
        ["enable.idempotence"] = "dead letters and published events are never doubled by a retry; remove it",
        ["acks"] = "dead letters and published events wait for all replicas; remove it",
        ["partitioner"] = "a shop's events must meet in one partition of every topic; remove it",
    };

    public static IEnumerable<string> Check(KafkaOptions options) =>
    [
        .. Connection(options), .. Names(options), .. Security(options), .. Bounds(options), .. PassThrough(options),
    ];

    private static IEnumerable<string> Connection(KafkaOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BootstrapServers))
        {
            yield return "Kafka:BootstrapServers is empty: give host:port, several separated by commas.";
        }

        foreach (var server in (options.BootstrapServers ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!HostAndPort().IsMatch(server))
            {
                yield return $"Kafka:BootstrapServers has '{server}': give host:port, for example localhost:9092.";
            }
        }

        if (string.IsNullOrWhiteSpace(options.GroupId))
        {
            yield return "Kafka:GroupId is empty: name the consumer group, for example fulfillment-streams.";
        }
    }

    private static IEnumerable<string> Names(KafkaOptions options)
    {
        foreach (var name in options.Topics.Keys.Where(name => name != "alerts" && !TopicNames.TryParse(name, out _)).Order(StringComparer.Ordinal))
        {
            yield return $"Kafka:Topics:{name} is not a topic: use orders, ad-spend, tracking, stock, returns, plans or alerts.";
        }

        string[] own = [.. TopicNames.All.Select(options.NameOf), options.AlertsTopic];
        foreach (var name in own.Where(name => !LegalTopic().IsMatch(name)).Distinct())
        {
            yield return $"Kafka:Topics or Kafka:TopicPrefix gives the topic name '{name}': use 1 to 249 letters, digits, dots, hyphens and underscores.";
        }

        foreach (var twice in own.GroupBy(name => name).Where(same => same.Count() > 1))
        {
            yield return $"Kafka:Topics gives the name '{twice.Key}' to {twice.Count()} topics: each needs its own.";
        }

        if (string.IsNullOrEmpty(options.DeadLetterSuffix))
        {
            yield return "Kafka:DeadLetterSuffix is empty: dead letters would be read as events; give a suffix such as .dlq.";
            yield break;
        }

        if (!LegalTopic().IsMatch(options.DeadLetterSuffix))
        {
            yield return $"Kafka:DeadLetterSuffix is '{options.DeadLetterSuffix}': use letters, digits, dots, hyphens and underscores.";
        }

        foreach (var taken in TopicNames.All.Select(options.DeadLettersOf).Intersect(own))
        {
            yield return $"Kafka:Topics gives the name '{taken}' to 2 topics: each needs its own.";
        }
    }

    private static IEnumerable<string> Security(KafkaOptions options)
    {
        if (!Protocols.Contains(options.SecurityProtocol, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Kafka:SecurityProtocol is '{options.SecurityProtocol}': use {string.Join(", ", Protocols[..^1])} or {Protocols[^1]}.";
            yield break;
        }

        var sasl = options.SecurityProtocol.StartsWith("SASL", StringComparison.OrdinalIgnoreCase);
        if (sasl && !Mechanisms.Contains(options.SaslMechanism))
        {
            yield return $"Kafka:SaslMechanism is '{options.SaslMechanism}': with {options.SecurityProtocol} use {string.Join(", ", Mechanisms[..^1])} or {Mechanisms[^1]}.";
        }

        if (!sasl && options.SaslMechanism is not null)
        {
            yield return $"Kafka:SaslMechanism is '{options.SaslMechanism}' but Kafka:SecurityProtocol is {options.SecurityProtocol}: use SASL_SSL or SASL_PLAINTEXT, or remove the mechanism.";
        }

        if (sasl && options.SaslMechanism is "PLAIN" or "SCRAM-SHA-256" or "SCRAM-SHA-512")
        {
            if (string.IsNullOrEmpty(options.SaslUsername))
            {
                yield return $"Kafka:SaslUsername is empty: {options.SaslMechanism} needs a user.";
            }

            if (string.IsNullOrEmpty(options.SaslPassword))
            {
                yield return $"Kafka:SaslPassword is empty: {options.SaslMechanism} needs a password.";
            }
        }

        foreach (var (name, path) in new[]
                 {
                     ("SslCaLocation", options.SslCaLocation),
                     ("SslCertificateLocation", options.SslCertificateLocation),
                     ("SslKeyLocation", options.SslKeyLocation),
                 })
        {
            if (path is not null && !File.Exists(path) && !Directory.Exists(path))
            {
                yield return $"Kafka:{name} is '{path}', which does not exist: give the path of a PEM file.";
            }
        }
    }

    private static IEnumerable<string> Bounds(KafkaOptions options) => new[]
    {
        Between("Partitions", options.Partitions, 1, 10_000),
        options.ReplicationFactor is -1 or (>= 1 and <= 100)
            ? null
            : $"Kafka:ReplicationFactor is {options.ReplicationFactor}: use 1 to 100, or -1 for the broker's default.",
        Between("SessionTimeout", options.SessionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Between("PollIntervalMax", options.PollIntervalMax, options.SessionTimeout, TimeSpan.FromDays(1)),
        Between("FetchWait", options.FetchWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
        Between("ReadAheadKilobytes", options.ReadAheadKilobytes, 64, 2_097_151),
        Between("BatchRecords", options.BatchRecords, 1, 100_000),
        Between("TopicWait", options.TopicWait, TimeSpan.Zero, TimeSpan.FromDays(1)),
    }.OfType<string>();

    private static string? Between<T>(string name, T value, T least, T most)
        where T : IComparable<T>, IFormattable =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Kafka:{name} is {value}: use {least} to {most}.");

    private static IEnumerable<string> PassThrough(KafkaOptions options)
    {
        foreach (var (name, value) in options.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Reserved.TryGetValue(name, out var instead))
            {
                yield return $"Kafka:Settings:{name} cannot be set here: {instead}.";
            }
            else if (SettingCheck.Refusal(name, value) is { } why)
            {
                yield return $"Kafka:Settings:{name} is refused by librdkafka: {why}. See its CONFIGURATION.md for names and values.";
            }
        }
    }

    [GeneratedRegex(@"^(\w+://)?(\[[0-9A-Fa-f:.]+\]|[^\s:/]+):\d{1,5}$")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}$")]
    private static partial Regex LegalTopic();
}
