using System.CommandLine;
using Fulfillment.Streams.Worker.Commands;

namespace Fulfillment.Streams.Worker.Tests.Commands;

public sealed class TopicsCommandTests
{
    [Theory]
    [InlineData("--partitions 0", "Kafka:Partitions is 0: use 1 to 10000.")]
    [InlineData("--kafka broker", "Kafka:BootstrapServers has 'broker': give host:port, for example localhost:9092.")]
    [InlineData("--replication 0", "Kafka:ReplicationFactor is 0: use 1 to 100, or -1 for the broker's default.")]
    public async Task A_wrong_option_exits_2_before_anything_is_contacted(string options, string message)
    {
        using var error = new StringWriter();

        var code = await CommandLine.InvokeAsync(
            new RootCommand { TopicsCommand.Create() }, ["topics", "create", .. options.Split(' ')], new() { Error = error });

        Assert.Equal((2, message), (code, error.ToString().Split(Environment.NewLine)[0]));
    }
}
