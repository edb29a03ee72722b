using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Http;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Takes events over HTTP onto Kafka. Thread-safe.</summary>
internal sealed class KafkaIngest(KafkaPublisher publisher) : IEventIngest
{
    public ValueTask<int> AppendAsync(
        Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
        publisher.AppendAsync(topic, format, records, cancellationToken);
}
