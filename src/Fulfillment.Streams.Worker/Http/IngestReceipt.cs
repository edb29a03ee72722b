namespace Fulfillment.Streams.Worker.Http;

/// <summary>What a client gets when its lines are durable.</summary>
/// <param name="Accepted">Lines appended, empty ones not counted. Bad lines count too: they become dead letters later.</param>
public sealed record IngestReceipt(long Accepted);
