namespace Fulfillment.Streams.Ingest;

/// <summary>
/// Consecutive records of one topic partition, as the bytes that arrived. Owned by whoever holds it last;
/// disposing returns the memory (a pooled buffer, or the broker client's own messages). Not thread-safe.
/// </summary>
public abstract class RawBatch : IDisposable
{
    /// <summary>The topic all records come from.</summary>
    public required Topic Topic { get; init; }

    /// <summary>The partition all records come from, which is also the lane they belong to.</summary>
    public required int Partition { get; init; }

    /// <summary>Offset to resume from once this batch is applied: past the last record.</summary>
    public long NextOffset { get; set; }

    /// <summary>Number of records.</summary>
    public abstract int Count { get; }

    /// <summary>Sum of the payload lengths in bytes; bounds what a lane may hold.</summary>
    public abstract long Bytes { get; }

    /// <summary>The record's bytes; valid until <see cref="Dispose()"/>.</summary>
    public abstract ReadOnlySpan<byte> Payload(int index);

    /// <summary>How the record's bytes are to be read.</summary>
    public virtual RecordFormat Format(int index) => RecordFormat.Json;

    /// <summary>The record's offset within the topic partition; strictly increasing in a batch.</summary>
    public abstract long Offset(int index);

    /// <summary>Returns the memory; may be called more than once.</summary>
    public abstract void Dispose();
}
