namespace Fulfillment.Streams.Kafka;

/// <summary>What became of one topic.</summary>
/// <param name="Topic">Its real name.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Created">Whether it was made now; false where it was there already.</param>
public sealed record TopicOutcome(string Topic, int Partitions, bool Created);
