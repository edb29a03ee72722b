using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.DeadLetters;

/// <summary>Reads the dead letters there are, for <c>dlq list</c> and <c>dlq replay</c>; commits nothing and can be repeated.</summary>
public sealed class DeadLetterReader(KafkaOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// All letters of one topic up to the end it has now, each (topic, partition, offset) once: a crash may have written
    /// one twice. Oldest first within a partition. Empty where the dead-letter topic does not exist.
    /// </summary>
    /// <exception cref="SourceUnavailableException">The broker does not answer or refuses.</exception>
    public IEnumerable<DeadLetter> Read(Topic topic, CancellationToken cancellationToken)
    {
        SourceUnavailableException? hopeless = null;
        using var reader = ClientSettings.Build(() => new ConsumerBuilder<Ignore, byte[]>(ClientSettings.Reader(options))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => hopeless ??= ClientErrors.NeedsPerson(error.Code) ? new(ClientErrors.Explain(error, options)) : null)
            .Build());
        var open = Partitions(reader.Handle, options.DeadLettersOf(topic));
        reader.Assign(open.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var seen = new HashSet<(Topic, int, long)>();
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = reader.Consume(Poll);
            if (hopeless is not null)
            {
                throw hopeless;
            }

            if (stored is { IsPartitionEOF: true })
            {
                open.Remove(stored.TopicPartition);
            }
            else if (stored is not null && LetterHeaders.Read(topic, stored) is var letter && seen.Add((letter.Topic, letter.Partition, letter.Offset)))
            {
                yield return letter;
            }
        }
    }

    private HashSet<TopicPartition> Partitions(Handle handle, string topic)
    {
        using var admin = new DependentAdminClientBuilder(handle).Build();
        try
        {
            var found = admin.GetMetadata(topic, Patience).Topics.FirstOrDefault(candidate => candidate.Topic == topic && !candidate.Error.IsError);
            return [.. found?.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)) ?? []];
        }
        catch (KafkaException unreachable)
        {
            throw new SourceUnavailableException(
                $"Kafka:BootstrapServers = {options.BootstrapServers} does not answer ({unreachable.Error.Reason}), tried for {Patience.TotalSeconds:0} s. Start the broker or correct the setting.",
                unreachable);
        }
    }
}
