namespace Fulfillment.Streams.Ingest;

/// <summary>The six kinds of input, each a Kafka topic, an ingest path and a file-name prefix.</summary>
public enum Topic : byte
{
    Orders,
    AdSpend,
    Tracking,
    Stock,
    Returns,
    Plans,
}
