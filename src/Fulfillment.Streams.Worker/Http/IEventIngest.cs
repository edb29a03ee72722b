using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>Where <c>POST /ingest/{topic}</c> puts events: the embedded log or Kafka. Thread-safe.</summary>
public interface IEventIngest
{
    /// <summary>Appends records in order and returns once they are durable.</summary>
    /// <param name="topic">The topic they belong to.</param>
    /// <param name="format">How they are to be read.</param>
    /// <param name="records">One event each, as received, not checked; the memory is the caller's again after the call.</param>
    /// <param name="cancellationToken">Gives up waiting; what was already appended stays appended.</param>
    /// <returns>How many were appended: all of them.</returns>
    /// <exception cref="IngestUnavailableException">The records are not durable; sending them again is safe.</exception>
    ValueTask<int> AppendAsync(
        Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken);
}
