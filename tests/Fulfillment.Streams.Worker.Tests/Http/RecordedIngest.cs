using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Http;

namespace Fulfillment.Streams.Worker.Tests.Http;

/// <summary>Keeps what was appended, and fails once more than <paramref name="capacity"/> records would be held.</summary>
internal sealed class RecordedIngest(int capacity = int.MaxValue) : IEventIngest
{
    public List<string> Records { get; } = [];

    public List<byte[]> Bytes { get; } = [];

    public List<int> Batches { get; } = [];

    public RecordFormat? Format { get; private set; }

    public Topic? Topic { get; private set; }

    public ValueTask<int> AppendAsync(Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (Records.Count + records.Count > capacity)
            throw new IngestUnavailableException("The log's disk is full.");
        Topic = topic;
        Format = format;
        Batches.Add(records.Count);
        Bytes.AddRange(records.Select(record => record.ToArray()));
        Records.AddRange(records.Select(record => Encoding.UTF8.GetString(record.Span)));
        return ValueTask.FromResult(records.Count);
    }
}
