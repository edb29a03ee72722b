using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

internal sealed partial class ErrorWatch
{
    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Warning, "Kafka client: {Reason} ({Code}); it recovers by itself")]
        public static partial void ClientError(ILogger logger, ErrorCode code, string reason);

        [LoggerMessage(2021, LogLevel.Warning, "Kafka topic {Topic} partition {Partition}: {Reason} ({Code}); reading goes on")]
        public static partial void PartitionError(ILogger logger, string topic, int partition, ErrorCode code, string reason);

        [LoggerMessage(2022, LogLevel.Warning, "Kafka did not take the group's offsets ({Code}); they are sent again, and a restart reads them from the snapshot")]
        public static partial void CommitFailed(ILogger logger, ErrorCode code);
    }
}
