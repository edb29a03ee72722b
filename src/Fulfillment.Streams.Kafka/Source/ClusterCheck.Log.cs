using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

internal sealed partial class ClusterCheck
{
    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Warning,
            "Kafka:BootstrapServers = {Servers} does not answer ({Reason}), tried for {Seconds} s; trying again. Start the broker or correct the setting")]
        public static partial void Unreachable(ILogger logger, string servers, string reason, int seconds);

        [LoggerMessage(2011, LogLevel.Warning,
            "Waiting for topics {Topics} at Kafka:BootstrapServers = {Servers}. Create them with: fulfillment topics create")]
        public static partial void TopicsMissing(ILogger logger, string topics, string servers);
    }
}
