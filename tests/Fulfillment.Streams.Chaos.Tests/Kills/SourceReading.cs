using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Log;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>Reads a whole source from its first record on.</summary>
internal static class SourceReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The embedded log of a store that no worker holds.</summary>
    public static Source OfLog(string store, int lanes)
    {
        var source = new Source();
        using var log = new EmbeddedLog(Path.Combine(store, "log"), lanes);
        for (var lane = 0; lane < lanes; lane++)
        {
            foreach (var topic in TopicNames.All)
            {
                using var records = log.Read(lane, topic, LaneOffsets.Unknown);
                while (records.GetNext(out var record, out var length, out _))
                {
                    source.Add(topic, lane, record.AsSpan(0, length));
                }
            }
        }

        return source;
    }

    /// <summary>All topics of a broker.</summary>
    public static Source OfKafka(string bootstrap, int partitions)
    {
        var source = new Source();
        using var reader = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = "reads-everything",
            EnableAutoCommit = false,
        }).Build();
        foreach (var topic in TopicNames.All)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                Read(reader, topic, partition, source);
            }
        }

        return source;
    }

    private static void Read(IConsumer<Ignore, byte[]> reader, Topic topic, int partition, Source source)
    {
        var place = new TopicPartition(topic.Name(), partition);
        var held = reader.QueryWatermarkOffsets(place, Patience);
        Assert.True(held.Low == 0, $"{place} begins at {held.Low}: the broker forgot records, so feed it fewer.");
        reader.Assign(new TopicPartitionOffset(place, 0));
        for (var next = 0L; next < held.High.Value;)
        {
            var record = reader.Consume(Patience) ?? throw new TimeoutException($"{place} ends at {held.High} and gave nothing after {next}.");
            source.Add(topic, partition, record.Message.Value);
            next = record.Offset.Value + 1;
        }
    }
}
