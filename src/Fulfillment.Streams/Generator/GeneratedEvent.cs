using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>One message as it would arrive from outside.</summary>
/// <param name="Topic">Where it belongs.</param>
/// <param name="ShopId">The key it would be partitioned by.</param>
/// <param name="ArrivalUnixMs">When it arrives, Unix milliseconds of simulated time; never before the event time it carries.</param>
/// <param name="Payload">One JSON object in UTF-8 without a line break. Owned by the receiver: the generator neither reuses nor changes it.</param>
/// <param name="Kind">Whether it is new, a repetition, or broken on purpose.</param>
public readonly record struct GeneratedEvent(Topic Topic, string ShopId, long ArrivalUnixMs, ReadOnlyMemory<byte> Payload, GeneratedKind Kind);
