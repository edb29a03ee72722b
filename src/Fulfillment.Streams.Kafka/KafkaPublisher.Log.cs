using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka;

public sealed partial class KafkaPublisher
{
    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Warning, "Kafka producer: {Reason} ({Code}); it recovers by itself")]
        public static partial void ClientError(ILogger logger, string reason, ErrorCode code);

        [LoggerMessage(2031, LogLevel.Debug, "librdkafka producer {Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);
    }
}
