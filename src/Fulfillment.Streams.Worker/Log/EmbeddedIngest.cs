using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Http;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>Takes events over HTTP into the embedded log. Thread-safe.</summary>
public sealed class EmbeddedIngest(EmbeddedLog log) : IEventIngest
{
    /// <inheritdoc/>
    public async ValueTask<int> AppendAsync(
        Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var record in records)
            {
                log.Append(topic, record.Span, format);
            }

            await log.CommitAsync(cancellationToken).ConfigureAwait(false); // 200 means durable
        }
        catch (LogDiskException full)
        {
            throw new IngestUnavailableException(full.Message, full);
        }

        return records.Count;
    }
}
