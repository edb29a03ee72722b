namespace Fulfillment.Streams.Ingest;

/// <summary>Where rejected records go: <c>&lt;topic&gt;.dlq</c> on Kafka, a log of its own when embedded.</summary>
public interface IDeadLetterSink
{
    /// <summary>
    /// Returns only when all letters are durable, so that the offset may pass them. Safe to repeat after a
    /// crash: a letter is identified by (topic, partition, offset). Thread-safe.
    /// </summary>
    ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);
}
