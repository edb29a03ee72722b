namespace Fulfillment.Streams.Worker.Replay;

/// <summary>What a replay onto Kafka did.</summary>
/// <param name="Published">Records by topic, in the order of the topics.</param>
/// <param name="Elapsed">Wall time.</param>
internal sealed record PublishResult(IReadOnlyList<long> Published, TimeSpan Elapsed);
