using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.DeadLetters;

public sealed partial class KafkaDeadLetters
{
    private static partial class Log
    {
        [LoggerMessage(2040, LogLevel.Warning, "Kafka dead-letter producer: {Reason} ({Code}); it recovers by itself")]
        public static partial void ClientError(ILogger logger, string reason, ErrorCode code);

        [LoggerMessage(2041, LogLevel.Debug, "librdkafka dead-letter producer {Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(2042, LogLevel.Warning,
            "Dead letters are not in {Topic} yet ({Reason}, {Code}); trying again. If the topic does not exist: fulfillment topics create")]
        public static partial void NotWritten(ILogger logger, string topic, string reason, ErrorCode code);

        [LoggerMessage(2043, LogLevel.Warning,
            "A dead letter of {Length} bytes is too large for {Topic} and is cut to {Cut}; raise max.message.bytes of that topic to keep all of it")]
        public static partial void Cut(ILogger logger, string topic, int length, int cut);
    }
}
