using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Messages;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>Generated orders, scans and ad statements as a source hands them over: in batches of one topic.</summary>
internal sealed class EventLines : IDisposable
{
    private const int BatchRecords = 4096;

    /// <summary>The same for everybody who asks for as many.</summary>
    /// <param name="events">How many.</param>
    public EventLines(int events)
    {
        var open = new BufferedRawBatch?[TopicNames.Count];
        var market = new GeneratorOptions { Seed = 5, Shops = 64, SkusPerShop = 50 }.Spreading(events, 30);
        var wanted = new EventGenerator(market).Where(e => e.Topic is Topic.Orders or Topic.Tracking or Topic.AdSpend);
        foreach (var message in wanted.Take(events))
        {
            var batch = open[(int)message.Topic] ??= new BufferedRawBatch { Topic = message.Topic, Partition = 0 };
            batch.Add(batch.Count, message.Payload.Span);
            if (batch.Count == BatchRecords)
            {
                Batches.Add(batch);
                open[(int)message.Topic] = null;
            }
        }

        Batches.AddRange(open.OfType<BufferedRawBatch>());
    }

    /// <summary>The same events as messages, in the same batches.</summary>
    public EventLines AsMessages() => new([.. Batches.Select(AsMessages)]);

    private EventLines(List<BufferedRawBatch> batches) => Batches = batches;

    public List<BufferedRawBatch> Batches { get; } = [];

    public int Events => Batches.Sum(b => b.Count);

    /// <summary>Bytes of all records, line ends not counted.</summary>
    public long Bytes => Batches.Sum(b => b.Bytes);

    private static BufferedRawBatch AsMessages(BufferedRawBatch json)
    {
        var batch = new BufferedRawBatch { Topic = json.Topic, Partition = json.Partition };
        for (var i = 0; i < json.Count; i++)
        {
            batch.Add(json.Offset(i), JsonToMessage.Convert(json.Topic, json.Payload(i).ToArray()), RecordFormat.Protobuf);
        }

        return batch;
    }

    public void Dispose() => Batches.ForEach(b => b.Dispose());
}
