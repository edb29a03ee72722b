using Fulfillment.Streams.Events;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Generator;

public sealed class DecoderTests
{
    private readonly GeneratedRun run = GeneratedRun.Shared;
    private static readonly EventDecoder Decoder = new(new SteadyClock(DateTimeOffset.Parse("2026-09-01Z", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_generated_message_is_accepted()
    {
        foreach (var topic in TopicNames.All)
        {
            var messages = run.Messages.Where(m => m.Topic == topic).ToList();
            using var batch = Decode(topic, messages);
            Assert.Empty(batch.Rejected.Select(r => r.Reason).Distinct());
            Assert.Equal(messages.Count, batch.Events.Count);
        }
    }

    [Fact]
    public void Every_malformed_message_is_rejected_whatever_its_kind_and_topic()
    {
        var malformed = ExactEvents.Of(new EventGenerator(GeneratedRun.Options), 2_000, 1_999, 3).Where(m => m.Kind == GeneratedKind.Malformed).ToList();
        foreach (var topic in TopicNames.All)
        {
            var messages = malformed.Where(m => m.Topic == topic).ToList();
            using var batch = Decode(topic, messages);
            Assert.Equal(0, batch.Events.Count);
            Assert.Equal(messages.Count, batch.Rejected.Count);
        }
    }

    [Fact]
    public void Malformed_messages_break_many_different_rules()
    {
        var malformed = ExactEvents.Of(new EventGenerator(GeneratedRun.Options), 500, 499, 3).Where(m => m.Kind == GeneratedKind.Malformed && m.Topic == Topic.Orders).ToList();
        using var batch = Decode(Topic.Orders, malformed);

        var codes = batch.Rejected.Select(r => RejectReason.CodeOf(r.Reason)).ToHashSet();
        Assert.Superset(
            new HashSet<string> { RejectReason.NotJson, RejectReason.MissingField, RejectReason.WrongType, RejectReason.BadTime, RejectReason.Negative, RejectReason.OutOfRange, RejectReason.InvalidUtf8 },
            codes);
    }

    private static EventBatch Decode(Topic topic, List<GeneratedEvent> messages)
    {
        using var raw = new BufferedRawBatch { Topic = topic, Partition = 0 };
        for (var i = 0; i < messages.Count; i++)
            raw.Add(i, messages[i].Payload.Span);

        return Decoder.Decode(raw);
    }

    private sealed class SteadyClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
