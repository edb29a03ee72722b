namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaOptionsTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "BootstrapServers=", "Kafka:BootstrapServers is empty: give host:port, several separated by commas." },
        { "BootstrapServers=kafka", "Kafka:BootstrapServers has 'kafka': give host:port, for example localhost:9092." },
        { "BootstrapServers=a:1,http//b", "Kafka:BootstrapServers has 'http//b': give host:port, for example localhost:9092." },
        { "GroupId= ", "Kafka:GroupId is empty: name the consumer group, for example fulfillment-streams." },
        { "DeadLetterSuffix=", "Kafka:DeadLetterSuffix is empty: dead letters would be read as events; give a suffix such as .dlq." },
        { "Topics:order=x", "Kafka:Topics:order is not a topic: use orders, ad-spend, tracking, stock, returns, plans or alerts." },
        { "Topics:orders=or ders", "Kafka:Topics or Kafka:TopicPrefix gives the topic name 'or ders': use 1 to 249 letters, digits, dots, hyphens and underscores." },
        { "Topics:orders=stock.dlq", "Kafka:Topics gives the name 'stock.dlq' to 2 topics: each needs its own." },
        { "DeadLetterSuffix=/d", "Kafka:DeadLetterSuffix is '/d': use letters, digits, dots, hyphens and underscores." },
        { "Topics:orders=stock", "Kafka:Topics gives the name 'stock' to 2 topics: each needs its own." },
        { "SecurityProtocol=TLS", "Kafka:SecurityProtocol is 'TLS': use PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL." },
        { "SecurityProtocol=SASL_SSL", "Kafka:SaslMechanism is '': with SASL_SSL use PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI." },
        { "SaslMechanism=PLAIN", "Kafka:SaslMechanism is 'PLAIN' but Kafka:SecurityProtocol is PLAINTEXT: use SASL_SSL or SASL_PLAINTEXT, or remove the mechanism." },
        { "SecurityProtocol=SASL_SSL;SaslMechanism=PLAIN;SaslPassword=p", "Kafka:SaslUsername is empty: PLAIN needs a user." },
        { "SecurityProtocol=SASL_SSL;SaslMechanism=SCRAM-SHA-512;SaslUsername=u", "Kafka:SaslPassword is empty: SCRAM-SHA-512 needs a password." },
        { "SslCaLocation=/no/such/ca.pem", "Kafka:SslCaLocation is '/no/such/ca.pem', which does not exist: give the path of a PEM file." },
        { "Partitions=0", "Kafka:Partitions is 0: use 1 to 10000." },
        { "ReplicationFactor=0", "Kafka:ReplicationFactor is 0: use 1 to 100, or -1 for the broker's default." },
        { "SessionTimeout=00:00:00.5", "Kafka:SessionTimeout is 00:00:00.5000000: use 00:00:01 to 01:00:00." },
        { "PollIntervalMax=00:00:10", "Kafka:PollIntervalMax is 00:00:10: use 00:00:45 to 1.00:00:00." },
        { "FetchWait=00:01:00", "Kafka:FetchWait is 00:01:00: use 00:00:00.0010000 to 00:00:10." },
        { "ReadAheadKilobytes=1", "Kafka:ReadAheadKilobytes is 1: use 64 to 2097151." },
        { "BatchRecords=0", "Kafka:BatchRecords is 0: use 1 to 100000." },
        { "TopicWait=-00:00:01", "Kafka:TopicWait is -00:00:01: use 00:00:00 to 1.00:00:00." },
        { "Settings:fetch.min.byte=1", "Kafka:Settings:fetch.min.byte is refused by librdkafka: No such configuration property: \"fetch.min.byte\". See its CONFIGURATION.md for names and values." },
        { "Settings:socket.timeout.ms=1", "Kafka:Settings:socket.timeout.ms is refused by librdkafka: Configuration property \"socket.timeout.ms\" value 1 is outside allowed range 10..300000. See its CONFIGURATION.md for names and values." },
        { "Settings:enable.auto.commit=true", "Kafka:Settings:enable.auto.commit cannot be set here: offsets are committed after rows and snapshot; remove it." },
        { "Settings:sasl.password=x", "Kafka:Settings:sasl.password cannot be set here: set Kafka:SaslPassword instead." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_value_and_the_cure(string settings, string message)
    {
        Assert.Equal([message], With(settings).Problems());
    }

    [Theory]
    [InlineData("")]
    [InlineData("BootstrapServers=a.example:9092, [::1]:9093,SSL://b:1")]
    [InlineData("SecurityProtocol=sasl_ssl;SaslMechanism=SCRAM-SHA-256;SaslUsername=u;SaslPassword=p")]
    [InlineData("Settings:fetch.min.bytes=1000;Settings:statistics.interval.ms=0;TopicPrefix=eu.;Topics:orders=shop-orders")]
    public void What_is_right_passes(string settings)
    {
        Assert.Empty(With(settings).Problems());
    }

    [Fact]
    public void Every_problem_is_reported_at_once_and_stops_the_source_from_being_made()
    {
        var options = With("BootstrapServers=;BatchRecords=0");

        var failure = Assert.Throws<ArgumentException>(() => new KafkaSource(options, new ListLogger(), TimeProvider.System));

        Assert.All(options.Problems(), problem => Assert.Contains(problem, failure.Message, StringComparison.Ordinal));
        Assert.Equal(2, options.Problems().Count);
    }

    [Fact]
    public void Secrets_are_never_shown()
    {
        var options = With("SecurityProtocol=SASL_SSL;SaslMechanism=PLAIN;SaslUsername=ann;SaslPassword=s3cret;SslKeyPassword=s3cret;"
            + "Settings:ssl.keystore.password=s3cret;Settings:sasl.oauthbearer.client.secret=s3cret;Settings:ssl.key.pem=s3cret;Settings:fetch.min.bytes=7");

        Assert.Equal(
            "Kafka:BootstrapServers = localhost:9092, Kafka:GroupId = fulfillment-streams, Kafka:SecurityProtocol = SASL_SSL, "
            + "Kafka:SaslMechanism = PLAIN, Kafka:SaslUsername = ann, Kafka:SaslPassword = ***, Kafka:SslKeyPassword = ***, "
            + "Kafka:Settings:fetch.min.bytes = 7, Kafka:Settings:sasl.oauthbearer.client.secret = ***, "
            + "Kafka:Settings:ssl.key.pem = ***, Kafka:Settings:ssl.keystore.password = ***",
            options.ToString());
    }

    [Fact]
    public void A_mapped_name_is_used_as_it_is_and_others_are_prefixed()
    {
        var options = With("TopicPrefix=eu.;Topics:orders=shop-orders");

        Assert.Equal("shop-orders", options.NameOf(Ingest.Topic.Orders));
        Assert.Equal("shop-orders.dlq", options.DeadLettersOf(Ingest.Topic.Orders));
        Assert.Equal("eu.ad-spend", options.NameOf(Ingest.Topic.AdSpend));
        Assert.Equal("eu.alerts", options.AlertsTopic);
    }

    private static KafkaOptions With(string settings)
    {
        var options = new KafkaOptions();
        foreach (var setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (name.Split(':', 2) is [var section, var key])
            {
                (section == "Topics" ? options.Topics : options.Settings)[key] = value;
                continue;
            }

            var property = typeof(KafkaOptions).GetProperty(name)!;
            var converter = System.ComponentModel.TypeDescriptor.GetConverter(property.PropertyType);
            property.SetValue(options, converter.ConvertFromInvariantString(value));
        }

        return options;
    }
}
