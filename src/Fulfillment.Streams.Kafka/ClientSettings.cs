using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka;

/// <summary>Turns the options into what Confluent.Kafka takes, one method per kind of client.</summary>
internal static class ClientSettings
{
    private static readonly TimeSpan HeartbeatMax = TimeSpan.FromMilliseconds(250);

    /// <summary>A member of the group; offsets are committed by us alone.</summary>
    public static Dictionary<string, string> Consumer(KafkaOptions options) => Common(options, new()
    {
        ["group.id"] = options.GroupId,
        ["group.instance.id"] = options.GroupInstanceId ?? "",
        // Range gives partition n of every topic to the same member; eager, because a lane moves with all its topics at once.
        ["partition.assignment.strategy"] = "range",
        ["session.timeout.ms"] = Milliseconds(options.SessionTimeout),
        ["heartbeat.interval.ms"] = Milliseconds(Heartbeat(options)),
        ["max.poll.interval.ms"] = Milliseconds(options.PollIntervalMax),
        ["enable.auto.commit"] = "false",
        ["enable.auto.offset.store"] = "false",
        ["enable.partition.eof"] = "true",
        ["auto.offset.reset"] = "earliest",
        ["allow.auto.create.topics"] = "false",
        ["fetch.wait.max.ms"] = Milliseconds(options.FetchWait),
        ["queued.max.messages.kbytes"] = $"{options.ReadAheadKilobytes}",
        // A full read-ahead must resume as soon as a lane catches up; librdkafka's default waits a second.
        ["fetch.queue.backoff.ms"] = "10",
    });

    /// <summary>
    /// How often a member tells the group that it lives, and hears that a rebalance has begun. All lanes stand still from the
    /// first member that hears it to the last, so this is most of a rebalance's pause; a heartbeat costs next to nothing.
    /// </summary>
    public static TimeSpan Heartbeat(KafkaOptions options) =>
        options.SessionTimeout / 15 < HeartbeatMax ? options.SessionTimeout / 15 : HeartbeatMax;

    /// <summary>Reads given partitions of dead letters from their beginning; joins no group and commits nothing.</summary>
    public static Dictionary<string, string> Reader(KafkaOptions options) => Common(options, new()
    {
        ["group.id"] = options.GroupId + ".reader",
        ["enable.auto.commit"] = "false",
        ["enable.partition.eof"] = "true",
        ["auto.offset.reset"] = "earliest",
        ["allow.auto.create.topics"] = "false",
        ["fetch.wait.max.ms"] = Milliseconds(options.FetchWait),
    });

    /// <summary>Writes without loss or doubling by retry; the partition follows the key alone, the same in every topic.</summary>
    public static Dictionary<string, string> Producer(KafkaOptions options) => Common(options, new()
    {
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        ["partitioner"] = "murmur2_random",
        ["compression.type"] = "lz4",
        ["linger.ms"] = "5",
        ["batch.size"] = "1000000",
        // A dead letter is its record plus headers, and records may have come from a topic with a larger limit than ours.
        ["message.max.bytes"] = "10485760",
        // What is not delivered by then is reported, and tried again by those who must not lose it.
        ["delivery.timeout.ms"] = "30000",
        ["queue.buffering.max.messages"] = "1000000",
        ["queue.buffering.max.kbytes"] = "262144",
        ["allow.auto.create.topics"] = "false",
    });

    /// <summary>Asks for metadata and creates topics.</summary>
    public static Dictionary<string, string> Admin(KafkaOptions options) => Common(options, []);

    /// <summary>Builds a client from such settings.</summary>
    /// <exception cref="SourceUnavailableException">librdkafka cannot work with them, for example because of a certificate.</exception>
    public static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (InvalidOperationException refused)
        {
            throw new SourceUnavailableException(
                $"The Kafka client cannot work with its settings: {refused.Message.TrimEnd('.', ' ')}. Check the section Kafka of the configuration.", refused);
        }
    }

    private static Dictionary<string, string> Common(KafkaOptions options, Dictionary<string, string> settings)
    {
        NativeClient.EnsureLoaded();
        settings["bootstrap.servers"] = options.BootstrapServers;
        settings["client.id"] = "fulfillment-streams";
        settings["security.protocol"] = options.SecurityProtocol.ToLowerInvariant();
        settings["sasl.mechanism"] = options.SaslMechanism ?? "";
        settings["sasl.username"] = options.SaslUsername ?? "";
        settings["sasl.password"] = options.SaslPassword ?? "";
        settings["ssl.ca.location"] = options.SslCaLocation ?? "";
        settings["ssl.certificate.location"] = options.SslCertificateLocation ?? "";
        settings["ssl.key.location"] = options.SslKeyLocation ?? "";
        settings["ssl.key.password"] = options.SslKeyPassword ?? "";
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.Where(pair => pair.Value.Length > 0).ToDictionary();
    }

    private static string Milliseconds(TimeSpan time) => $"{(long)time.TotalMilliseconds}";
}
