using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

internal sealed partial class Session
{
    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Reading from Kafka at {Servers} in group {Group}")]
        public static partial void Starting(ILogger logger, string servers, string group);

        [LoggerMessage(2002, LogLevel.Information, "Joining group {Group}; topics have {Partitions} partitions")]
        public static partial void Joining(ILogger logger, string group, int partitions);

        [LoggerMessage(2003, LogLevel.Information, "Holding {Count} lanes: {Lanes}")]
        public static partial void Assigned(ILogger logger, int count, string lanes);

        [LoggerMessage(2004, LogLevel.Information, "Closing ({Closing}) {Count} lanes: {Lanes}")]
        public static partial void Closing(ILogger logger, LaneClosing closing, int count, string lanes);

        [LoggerMessage(2005, LogLevel.Information, "Every partition of {Count} lanes was read to its end")]
        public static partial void EndReached(ILogger logger, int count);

        [LoggerMessage(2006, LogLevel.Debug, "librdkafka {Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);
    }
}
