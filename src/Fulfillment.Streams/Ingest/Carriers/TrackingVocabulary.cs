using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Ingest.Carriers;

/// <summary>Maps the status codes of carriers and aggregators to the canonical ones.</summary>
public static class TrackingVocabulary
{
    private static readonly NameTable Canonical = new(
    [
        "UNKNOWN", "LABEL_CREATED", "ACCEPTED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "AVAILABLE_FOR_PICKUP", "ATTEMPT_FAILED",
        "DELIVERED", "EXCEPTION", "RETURNING", "RETURNED", "LOST", "CANCELLED",
    ]);

    /// <summary>The canonical status, <see cref="TrackingStatus.Unknown"/> where the code is in no vocabulary.</summary>
    /// <param name="status">The status as it came.</param>
    /// <param name="carrier">The carrier as it came; may be empty.</param>
    public static TrackingStatus Map(ReadOnlySpan<byte> status, ReadOnlySpan<byte> carrier) =>
        (TrackingStatus)Math.Max(Canonical.Find(status), 0);
}
