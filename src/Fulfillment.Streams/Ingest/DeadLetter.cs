namespace Fulfillment.Streams.Ingest;

/// <summary>A record that could not become an event, with everything needed to judge and replay it.</summary>
/// <param name="Topic">The topic it was read from.</param>
/// <param name="Partition">The partition it was read from.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Reason">Stable machine-readable reason, such as <c>missing_field: order_id</c>.</param>
/// <param name="RejectedAt">When it was rejected, wall time, UTC.</param>
/// <param name="Payload">The original bytes, unchanged.</param>
/// <param name="Format">How they are to be read.</param>
public sealed record DeadLetter(
    Topic Topic,
    int Partition,
    long Offset,
    string Reason,
    DateTimeOffset RejectedAt,
    ReadOnlyMemory<byte> Payload,
    RecordFormat Format = RecordFormat.Json);
