using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka;

/// <summary>How to reach Kafka and how much to read ahead: the configuration section <c>Kafka</c>.</summary>
public sealed class KafkaOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Kafka";

    /// <summary>Where the cluster is first asked: <c>host:port</c>, several separated by commas.</summary>
    /// <value>The default is localhost:9092.</value>
    public string BootstrapServers { get; set; } = "localhost:9092";

    /// <summary>The consumer group; workers with the same group share the lanes.</summary>
    /// <value>The default is fulfillment-streams.</value>
    public string GroupId { get; set; } = "fulfillment-streams";

    /// <summary>
    /// A name of this worker that survives a restart (static membership): it gets its lanes back without a rebalance
    /// when it returns within <see cref="SessionTimeout"/>. Must differ between workers.
    /// </summary>
    /// <value>The default is null: every start is a new member.</value>
    public string? GroupInstanceId { get; set; }

    /// <summary>Real topic names by public name (<c>orders</c>, <c>ad-spend</c>, …), where they differ. Not prefixed.</summary>
    public Dictionary<string, string> Topics { get; } = [];

    /// <summary>Put before every topic name that <see cref="Topics"/> does not give.</summary>
    /// <value>The default is null: none.</value>
    public string? TopicPrefix { get; set; }

    /// <summary>Appended to a topic's real name for its dead letters.</summary>
    /// <value>The default is .dlq.</value>
    public string DeadLetterSuffix { get; set; } = ".dlq";

    /// <summary>Partitions, hence lanes, of the topics that <c>fulfillment topics create</c> makes.</summary>
    /// <value>The default is 12, from 1 to 10,000.</value>
    public int Partitions { get; set; } = 12;

    /// <summary>Copies of each partition for <c>fulfillment topics create</c>; −1 leaves it to the broker.</summary>
    /// <value>The default is −1, up to 100.</value>
    public short ReplicationFactor { get; set; } = -1;

    /// <summary>PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.</summary>
    /// <value>The default is PLAINTEXT.</value>
    public string SecurityProtocol { get; set; } = "PLAINTEXT";

    /// <summary>PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI; needed with a SASL protocol only.</summary>
    public string? SaslMechanism { get; set; }

    /// <summary>The user of PLAIN and SCRAM.</summary>
    public string? SaslUsername { get; set; }

    /// <summary>The password of PLAIN and SCRAM. Never shown.</summary>
    public string? SaslPassword { get; set; }

    /// <summary>File or directory of the certificate authorities to trust; the system's when null.</summary>
    public string? SslCaLocation { get; set; }

    /// <summary>File of this client's certificate, PEM, where brokers ask for one.</summary>
    public string? SslCertificateLocation { get; set; }

    /// <summary>File of this client's private key, PEM.</summary>
    public string? SslKeyLocation { get; set; }

    /// <summary>The password of the private key. Never shown.</summary>
    public string? SslKeyPassword { get; set; }

    /// <summary>How long the group waits for a silent worker before its lanes move.</summary>
    /// <value>The default is 45 seconds, from 1 second to 1 hour.</value>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long opening or closing lanes may take before the group gives them to another worker.</summary>
    /// <value>The default is 5 minutes, from <see cref="SessionTimeout"/> to 1 day.</value>
    public TimeSpan PollIntervalMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a broker may hold back an answer that has no records yet; bounds idle latency.</summary>
    /// <value>The default is 100 milliseconds, from 1 millisecond to 10 seconds.</value>
    public TimeSpan FetchWait { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Kilobytes read ahead per lane, beyond what the lane itself holds.</summary>
    /// <value>The default is 8192, from 64 to 2,097,151.</value>
    public int ReadAheadKilobytes { get; set; } = 8192;

    /// <summary>The most records handed to a lane at a time.</summary>
    /// <value>The default is 4096, from 1 to 100,000.</value>
    public int BatchRecords { get; set; } = 4096;

    /// <summary>How long to wait for topics that do not exist yet before giving up.</summary>
    /// <value>The default is 1 minute, from 0 to 1 day.</value>
    public TimeSpan TopicWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether to end once every partition held was read to the end it had when it was assigned or later.</summary>
    /// <value>The default is false: run until stopped.</value>
    public bool StopAtEnd { get; set; }

    /// <summary>
    /// Settings of librdkafka by its own names, for what has no option here; they win over our choices, except those
    /// that correctness depends on, which are refused.
    /// </summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The real name of a topic.</summary>
    public string NameOf(Topic topic) =>
        Topics.TryGetValue(topic.Name(), out var real) ? real : TopicPrefix + topic.Name();

    /// <summary>The real name of the topic that takes a topic's dead letters.</summary>
    public string DeadLettersOf(Topic topic) => NameOf(topic) + DeadLetterSuffix;

    /// <summary>The real name of the topic alerts go to.</summary>
    public string AlertsTopic => Topics.TryGetValue("alerts", out var real) ? real : TopicPrefix + "alerts";

    /// <summary>What is wrong with these options: one message each, naming the setting, its value and the cure. Empty when all is well.</summary>
    public IReadOnlyList<string> Problems() => [.. KafkaOptionRules.Check(this)];

    /// <summary>One line for logs, without secrets.</summary>
    public override string ToString() =>
        string.Join(", ", Redaction.Visible(this).Select(pair => $"{pair.Key} = {pair.Value}"));
}
