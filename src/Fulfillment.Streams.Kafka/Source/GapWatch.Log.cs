using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

internal sealed partial class GapWatch
{
    private static partial class Log
    {
        [LoggerMessage(2007, LogLevel.Warning,
            "Kafka topic {Topic} partition {Partition}: {Count} records, from offset {From} to {To}, were deleted before they were read and are missing from the answers. "
            + "Reading goes on behind them. Keep the topic longer, and replay what was lost from elsewhere")]
        public static partial void Expired(ILogger logger, string topic, int partition, long count, long from, long to);

        [LoggerMessage(2008, LogLevel.Warning,
            "Kafka topic {Topic} partition {Partition} was to be read on at offset {Expected} but ends at {End}: it was made anew or lost its tail of {Count} records. "
            + "It is read from its beginning, offset {Start}; what was read before stays in the answers")]
        public static partial void Shortened(ILogger logger, string topic, int partition, long expected, long end, long start, long count);

        [LoggerMessage(2009, LogLevel.Warning,
            "Kafka topic {Topic} partition {Partition} holds no records for {Count} offsets, from {From} to {To}. Aborted transactions do that and lose nothing; "
            + "a compacted topic loses events: see that its cleanup.policy is delete. Further ones of this partition are only counted")]
        public static partial void Absent(ILogger logger, string topic, int partition, long count, long from, long to);
    }
}
