using System.Diagnostics;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>Publishes files to Kafka in the order of their event times; a running worker judges and applies them.</summary>
internal static class KafkaReplay
{
    private const int BatchRecords = 4096;

    /// <summary>Publishes everything.</summary>
    /// <returns>Lines published by topic, and the time it took.</returns>
    public static async Task<PublishResult> RunAsync(
        Settings settings, IReadOnlyList<(string Path, Topic Topic)> inputs, CancellationToken cancellationToken)
    {
        using var logging = WorkerLogging.Create(settings, LogLevel.Warning);
        using var publisher = new KafkaPublisher(settings.Options.Kafka, logging.CreateLogger<KafkaPublisher>());
        var scratch = Directory.CreateTempSubdirectory("fulfillment-replay-").FullName;
        var files = new List<ReplayFile>();
        var published = new long[TopicNames.Count];
        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var (path, topic) in inputs)
            {
                files.Add(new ReplayFile(path, topic, scratch));
            }

            foreach (var (topic, records) in Batches(files))
            {
                published[(int)topic] += await publisher.AppendAsync(topic, records, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            files.ForEach(f => f.Dispose());
            Directory.Delete(scratch, recursive: true);
        }

        return new PublishResult(published, clock.Elapsed);
    }

    private static IEnumerable<(Topic Topic, List<ReadOnlyMemory<byte>> Records)> Batches(IReadOnlyList<ReplayFile> files)
    {
        var open = new List<ReadOnlyMemory<byte>>?[TopicNames.Count];
        foreach (var (file, line) in MergedLines.Of(files))
        {
            var records = open[(int)file.Topic] ??= [];
            records.Add(file[line].ToArray());
            if (records.Count == BatchRecords)
            {
                yield return (file.Topic, records);
                open[(int)file.Topic] = null;
            }
        }

        foreach (var topic in TopicNames.All)
        {
            if (open[(int)topic] is { } left)
            {
                yield return (topic, left);
            }
        }
    }
}
