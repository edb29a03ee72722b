namespace Fulfillment.Streams.Kafka;

/// <summary>
/// Kafka did not take all records of one call. Some may be durable; publishing all of them again is safe, because
/// events are deduplicated. The message names the topic, the reason and the setting to check.
/// </summary>
public sealed class KafkaPublishException(string message, Exception? inner = null) : Exception(message, inner);
