using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka;

/// <summary>Creates the topics the program reads and writes; safe to repeat.</summary>
public static class KafkaTopics
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes sure that events, dead letters and alerts each have their topic, all with <see cref="KafkaOptions.Partitions"/> partitions.</summary>
    /// <exception cref="SourceUnavailableException">
    /// The broker does not answer or refuses, or a topic of events exists with another number of partitions; nothing was created in the latter case.
    /// </exception>
    public static Task<IReadOnlyList<TopicOutcome>> CreateAsync(KafkaOptions options, CancellationToken cancellationToken) =>
        CreateAsync(options, Patience, cancellationToken);

    /// <summary>The number of partitions that all event topics have.</summary>
    /// <exception cref="SourceUnavailableException">The brokers do not answer, a topic is missing, or the numbers differ; the message says the cure.</exception>
    public static async Task<int> PartitionsAsync(KafkaOptions options, CancellationToken cancellationToken)
    {
        using var admin = ClientSettings.Build(() => new AdminClientBuilder(ClientSettings.Admin(options)).SetLogHandler((_, _) => { }).Build());
        var existing = await Task.Run(() => Existing(admin, options, Specifications(options)), cancellationToken).ConfigureAwait(false);
        var missing = TopicNames.All.Select(options.NameOf).Where(name => !existing.ContainsKey(name)).ToArray();
        if (missing.Length > 0)
        {
            throw new SourceUnavailableException(
                $"Kafka:BootstrapServers = {options.BootstrapServers} has no topic {string.Join(", ", missing)}. Create them: fulfillment topics create.");
        }

        var counts = TopicNames.All.Select(topic => existing[options.NameOf(topic)]).Distinct().ToArray();
        return counts.Length == 1 ? counts[0] : throw new SourceUnavailableException(
            $"The topics at Kafka:BootstrapServers = {options.BootstrapServers} differ in their number of partitions: "
            + $"{string.Join(", ", TopicNames.All.Select(topic => $"{options.NameOf(topic)} {existing[options.NameOf(topic)]}"))}. Give all the same number.");
    }

    internal static async Task<IReadOnlyList<TopicOutcome>> CreateAsync(KafkaOptions options, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var admin = ClientSettings.Build(() => new AdminClientBuilder(ClientSettings.Admin(options)).SetLogHandler((_, _) => { }).Build());
        var wanted = Specifications(options);
        var existing = await Task.Run(() => Existing(admin, options, wanted), cancellationToken).ConfigureAwait(false);
        var different = TopicNames.All.Select(options.NameOf).Where(name => existing.TryGetValue(name, out var has) && has != options.Partitions).ToArray();
        if (different.Length > 0)
        {
            var each = string.Join(", ", different.Select(name => $"{name} {existing[name]}"));
            throw new SourceUnavailableException(
                $"Topics exist at Kafka:BootstrapServers = {options.BootstrapServers} with other numbers of partitions than Kafka:Partitions = {options.Partitions}: {each}. "
                + "Ask for the same number, or delete them first if they hold nothing worth keeping.");
        }

        var missing = wanted.Where(topic => !existing.ContainsKey(topic.Name)).ToArray();
        if (missing.Length > 0)
        {
            await CreateMissingAsync(admin, options, missing, patience).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return [.. wanted.Select(topic => existing.TryGetValue(topic.Name, out var partitions)
            ? new TopicOutcome(topic.Name, partitions, Created: false)
            : new TopicOutcome(topic.Name, topic.NumPartitions, Created: true))];
    }

    /// <summary>What is asked of the broker, in the order of the topics.</summary>
    internal static IReadOnlyList<TopicSpecification> Specifications(KafkaOptions options) =>
    [
        .. TopicNames.All.Select(topic => Specification(options, options.NameOf(topic), [])),
        .. TopicNames.All.Select(topic => Specification(options, options.DeadLettersOf(topic), new()
        {
            // A dead letter is its record plus headers, so it must be allowed to be larger; 30 days to judge it.
            ["max.message.bytes"] = "10485760",
            ["retention.ms"] = "2592000000",
        })),
        Specification(options, options.AlertsTopic, []),
    ];

    private static TopicSpecification Specification(KafkaOptions options, string name, Dictionary<string, string> settings) => new()
    {
        Name = name,
        NumPartitions = options.Partitions,
        ReplicationFactor = options.ReplicationFactor,
        Configs = settings,
    };

    private static Dictionary<string, int> Existing(IAdminClient admin, KafkaOptions options, IReadOnlyList<TopicSpecification> wanted)
    {
        try
        {
            return admin.GetMetadata(Patience).Topics
                .Where(topic => !topic.Error.IsError && wanted.Any(specification => specification.Name == topic.Topic))
                .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
        }
        catch (KafkaException unreachable)
        {
            throw new SourceUnavailableException(
                $"Kafka:BootstrapServers = {options.BootstrapServers} does not answer ({unreachable.Error.Reason}), tried for {Patience.TotalSeconds:0} s. Start the broker or correct the setting.",
                unreachable);
        }
    }

    private static async Task CreateMissingAsync(IAdminClient admin, KafkaOptions options, TopicSpecification[] missing, TimeSpan patience)
    {
        try
        {
            await admin.CreateTopicsAsync(missing, new CreateTopicsOptions { RequestTimeout = patience }).ConfigureAwait(false);
        }
        catch (CreateTopicsException refused)
        {
            // Another worker may have been faster.
            var failed = refused.Results.Where(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists).ToArray();
            if (failed.Length > 0)
            {
                throw Failure(options, string.Join(", ", failed.Select(result => result.Topic)), failed[0].Error, refused);
            }
        }
        catch (KafkaException failure)
        {
            throw Failure(options, string.Join(", ", missing.Select(topic => topic.Name)), failure.Error, failure);
        }
    }

    private static SourceUnavailableException Failure(KafkaOptions options, string topics, Error error, Exception inner) => new(
        ClientErrors.NeedsPerson(error.Code)
            ? ClientErrors.Explain(error, options)
            : $"Kafka at Kafka:BootstrapServers = {options.BootstrapServers} did not create {topics}: {error.Reason.TrimEnd('.', ' ')} ({error.Code}). "
                + "Check that there are as many brokers as Kafka:ReplicationFactor, or create the topics with the cluster's own tools.",
        inner);
}
