using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Kafka.DeadLetters;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.DeadLetters;

/// <summary>The dead letters in <c>&lt;topic&gt;.dlq</c> on Kafka.</summary>
internal sealed class KafkaLetterBox(Settings settings) : ILetterBox
{
    private readonly KafkaOptions _options = settings.Options.Kafka;

    public string WhatFollows => "a running worker applies them.";

    public IEnumerable<DeadLetter> Read()
    {
        var reader = new DeadLetterReader(_options);
        return TopicNames.All.SelectMany(t => reader.Read(t, CancellationToken.None));
    }

    public async Task FeedAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        using var logging = WorkerLogging.Create(settings, LogLevel.Warning);
        using var publisher = new KafkaPublisher(_options, logging.CreateLogger<KafkaPublisher>());
        foreach (var alike in letters.GroupBy(l => (l.Topic, l.Format)))
        {
            await publisher.AppendAsync(alike.Key.Topic, alike.Key.Format, [.. alike.Select(l => l.Payload)], cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
    }
}
