using System.Net;
using System.Net.Sockets;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Source;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Tests;

public sealed class KafkaUnavailableTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Fact]
    public void An_unreachable_broker_is_waited_for_and_named_every_few_seconds()
    {
        var options = new KafkaOptions { BootstrapServers = "127.0.0.1:1" };
        var log = new ListLogger();

        using var running = new Running(options, new RecordingHost(), log);
        running.Until(() => log.Lines.Count(line => line.Id == 2010) >= 2, "two lines");
        running.Stop();

        Assert.StartsWith("Kafka:BootstrapServers = 127.0.0.1:1 does not answer (", log.Lines.First(line => line.Id == 2010).Text, StringComparison.Ordinal);
        Assert.Contains("Connection refused", log.Lines.First(line => line.Id == 2010).Text, StringComparison.Ordinal);
        Assert.EndsWith("Start the broker or correct the setting", log.Lines.First(line => line.Id == 2010).Text, StringComparison.Ordinal);
        Assert.All(log.Lines, line => Assert.Null(line.Exception));
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public void Topics_with_different_numbers_of_partitions_are_refused_by_name()
    {
        var options = broker.Nothing();
        foreach (var topic in TopicNames.All)
        {
            broker.Create(options.NameOf(topic), topic == Topic.Stock ? 3 : 4);
        }

        var failure = Assert.Throws<SourceUnavailableException>(() => Running.ToEnd(options));

        var p = options.TopicPrefix;
        Assert.Equal(
            $"The topics at Kafka:BootstrapServers = {options.BootstrapServers} differ in their number of partitions "
            + $"({p}orders 4, {p}ad-spend 4, {p}tracking 4, {p}stock 3, {p}returns 4, {p}plans 4); "
            + "one shop's events would not meet. Create them anew with the same number, or add partitions and replay.",
            failure.Message);
    }

    [Fact]
    public void Missing_topics_are_named_with_the_command_that_creates_them()
    {
        var options = broker.Nothing();
        foreach (var topic in TopicNames.All.Where(topic => topic is not Topic.Plans and not Topic.AdSpend))
        {
            broker.Create(options.NameOf(topic), 2);
        }

        var failure = Assert.Throws<SourceUnavailableException>(() => Running.ToEnd(options));

        Assert.Equal(
            $"Kafka at Kafka:BootstrapServers = {options.BootstrapServers} has no topic {options.TopicPrefix}ad-spend, {options.TopicPrefix}plans (waited 0 s). "
            + "Create them with: fulfillment topics create. Or map other names with Kafka:Topics.",
            failure.Message);
    }

    [Fact]
    public void Topics_created_while_the_worker_waits_are_read()
    {
        var options = broker.Nothing();
        options.TopicWait = TimeSpan.FromMinutes(1);
        var log = new ListLogger();
        var host = new RecordingHost();

        using var running = new Running(options, host, log);
        running.Until(() => log.Lines.Any(line => line.Id == 2011), "a line about waiting");
        foreach (var topic in TopicNames.All)
        {
            broker.Create(options.NameOf(topic), 1);
        }

        Written.Everywhere(options, partitions: 1, each: 5);
        running.Join();

        Assert.Equal(30, host.Count);
    }

    [Fact]
    public void Stopping_while_the_broker_is_unreachable_ends_normally()
    {
        using var running = new Running(new KafkaOptions { BootstrapServers = "127.0.0.1:1" }, new RecordingHost());
        running.Stop();
    }

    [Fact]
    public void A_plain_listener_asked_for_tls_ends_with_the_setting_to_check()
    {
        // Stands in for a broker's plain listener, which answers a TLS greeting with bytes that are not TLS.
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await plain.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(new byte[64]);
            }
        });
        var options = new KafkaOptions { BootstrapServers = plain.LocalEndpoint.ToString()!, SecurityProtocol = "SSL" };

        var failure = Assert.Throws<SourceUnavailableException>(() => Running.ToEnd(options));

        Assert.StartsWith($"No secure connection to Kafka:BootstrapServers = {options.BootstrapServers} with Kafka:SecurityProtocol = SSL: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check Kafka:SslCaLocation, and that the port is the broker's TLS listener.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_reported()
    {
        var options = broker.Topics(1, o => (o.SecurityProtocol, o.SslCaLocation) = ("SSL", typeof(KafkaUnavailableTests).Assembly.Location));

        var failure = Assert.Throws<SourceUnavailableException>(() => Running.ToEnd(options));

        Assert.StartsWith("The Kafka client cannot work with its settings: ssl.ca.location failed", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Confluent.Kafka.ErrorCode.Local_Authentication, "Kafka does not accept the login of 'ann' at Kafka:BootstrapServers = k:9092 with Kafka:SecurityProtocol = SASL_SSL, Kafka:SaslMechanism = PLAIN: broker says so. Check Kafka:SaslUsername and Kafka:SaslPassword.")]
    [InlineData(Confluent.Kafka.ErrorCode.Local_Ssl, "No secure connection to Kafka:BootstrapServers = k:9092 with Kafka:SecurityProtocol = SASL_SSL: broker says so. Check Kafka:SslCaLocation, and that the port is the broker's TLS listener.")]
    [InlineData(Confluent.Kafka.ErrorCode.TopicAuthorizationFailed, "Kafka refuses 'ann' at Kafka:BootstrapServers = k:9092 with Kafka:SecurityProtocol = SASL_SSL: broker says so. Grant read on the topics and on group fulfillment-streams, and write on the .dlq topics.")]
    public void What_waiting_cannot_mend_ends_with_the_setting_and_the_cure(Confluent.Kafka.ErrorCode code, string message)
    {
        var options = new KafkaOptions { BootstrapServers = "k:9092", SecurityProtocol = "SASL_SSL", SaslMechanism = "PLAIN", SaslUsername = "ann", SaslPassword = "hidden" };
        var errors = new ErrorWatch(options, new ListLogger(), TimeProvider.System);

        errors.OnClient(new Confluent.Kafka.Error(code, "broker says so."));

        Assert.Equal(message, Assert.Throws<SourceUnavailableException>(errors.ThrowIfHopeless).Message);
    }

    [Fact]
    public void What_waiting_mends_is_logged_once_and_reading_goes_on()
    {
        var log = new ListLogger();
        var errors = new ErrorWatch(new KafkaOptions(), log, TimeProvider.System) { Connected = true };

        errors.OnClient(new Confluent.Kafka.Error(Confluent.Kafka.ErrorCode.Local_Ssl, "restarting"));
        errors.OnPartition(Confluent.Kafka.ErrorCode.NotLeaderForPartition, "moved", "orders", 3);
        errors.OnPartition(Confluent.Kafka.ErrorCode.NotLeaderForPartition, "moved", "orders", 3);
        errors.OnCommit(Confluent.Kafka.ErrorCode.RebalanceInProgress);
        errors.ThrowIfHopeless();

        Assert.Equal([2020, 2021, 2022], log.Lines.Select(line => line.Id));
    }
}
