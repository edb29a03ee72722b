namespace Fulfillment.Streams.Kafka.Tests;

public sealed class ClientSettingsTests
{
    [Theory]
    [InlineData(45, "250")]
    [InlineData(3, "200")]
    public void A_rebalance_is_heard_of_within_a_quarter_of_a_second(double session, string heartbeat)
    {
        var settings = ClientSettings.Consumer(new KafkaOptions { SessionTimeout = TimeSpan.FromSeconds(session) });

        Assert.Equal(heartbeat, settings["heartbeat.interval.ms"]);
    }
}
