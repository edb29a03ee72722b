namespace Fulfillment.Streams.Kafka;

/// <summary>What of the options may be shown to people and logs.</summary>
public static class Redaction
{
    /// <summary>Shown in place of a secret.</summary>
    public const string Hidden = "***";

    private static readonly string[] SecretWords = ["password", "secret", "token", "key.pem", "pkcs12", "jaas", "oauthbearer.config"];

    /// <summary>Whether a librdkafka setting carries a secret.</summary>
    public static bool IsSecret(string setting) =>
        SecretWords.Any(word => setting.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !setting.EndsWith(".location", StringComparison.OrdinalIgnoreCase)
        && !setting.EndsWith(".url", StringComparison.OrdinalIgnoreCase);

    /// <summary>The options that say where and as whom the program connects, secrets hidden, in a stable order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Visible(KafkaOptions options)
    {
        yield return new("Kafka:BootstrapServers", options.BootstrapServers);
        yield return new("Kafka:GroupId", options.GroupId);
        yield return new("Kafka:SecurityProtocol", options.SecurityProtocol);
        foreach (var (name, value) in new[]
                 {
                     ("GroupInstanceId", options.GroupInstanceId),
                     ("TopicPrefix", options.TopicPrefix),
                     ("SaslMechanism", options.SaslMechanism),
                     ("SaslUsername", options.SaslUsername),
                     ("SaslPassword", options.SaslPassword is null ? null : Hidden),
                     ("SslCaLocation", options.SslCaLocation),
                     ("SslCertificateLocation", options.SslCertificateLocation),
                     ("SslKeyLocation", options.SslKeyLocation),
                     ("SslKeyPassword", options.SslKeyPassword is null ? null : Hidden),
                 })
        {
            if (value is not null)
            {
                yield return new($"Kafka:{name}", value);
            }
        }

        foreach (var (name, value) in options.Topics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new($"Kafka:Topics:{name}", value);
        }

        foreach (var (name, value) in options.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new($"Kafka:Settings:{name}", IsSecret(name) ? Hidden : value);
        }
    }
}
