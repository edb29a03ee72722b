using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// Writes messages and holds each until it arrives, a few of them twice. Messages may be written in any order;
/// they leave in order of arrival.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private readonly ArrayBufferWriter<byte> scratch = new(1024);
    private readonly Utf8JsonWriter json;
    private readonly PriorityQueue<GeneratedEvent, Due> queue = new();
    private readonly DeterministicRandom random;
    private readonly GeneratorOptions options;
    private readonly string idPrefix;
    private ShopModel? shop;
    private long eventTime;
    private long sequence;

    public Outbox(GeneratorOptions options, DeterministicRandom random, string idPrefix)
    {
        // The relaxed encoder keeps the '+' of a time offset readable; nothing here is ever put into HTML.
        json = new Utf8JsonWriter(scratch, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        this.options = options;
        this.random = random;
        this.idPrefix = idPrefix;
    }

    public long NextUnixMs => queue.TryPeek(out _, out var due) ? due.UnixMs : long.MaxValue;

    /// <summary>
    /// Starts a message with the three fields every event has; <see cref="Send"/> ends it. The time is written in UTC,
    /// or with an offset where the sender's clock has one.
    /// </summary>
    public Utf8JsonWriter Begin(ShopModel shop, long eventTime, int? offsetMinutes = null)
    {
        this.shop = shop;
        this.eventTime = eventTime;
        scratch.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteText(Field.EventId, idPrefix, sequence++);
        json.WriteString(Field.ShopId, shop.Id);
        if (offsetMinutes is { } minutes)
            json.WriteTime(Field.EventTime, eventTime, minutes);
        else
            json.WriteTime(Field.EventTime, eventTime);
        return json;
    }

    /// <summary>Ends the message: it arrives <paramref name="delayMs"/> after it happened.</summary>
    public void Send(Topic topic, long delayMs)
    {
        json.WriteEndObject();
        json.Flush();
        var full = queue.Count >= options.PendingMax;
        var arrival = eventTime + (full ? 0 : delayMs);
        var message = new GeneratedEvent(topic, shop!.Id, arrival, scratch.WrittenSpan.ToArray(), GeneratedKind.Original);
        queue.Enqueue(message, new Due(arrival, sequence++));
        if (random.Chance(options.DuplicatesPerMillion) && !full)
        {
            arrival += Durations.Repetition.Draw(random);
            queue.Enqueue(message with { ArrivalUnixMs = arrival, Kind = GeneratedKind.Duplicate }, new Due(arrival, sequence++));
        }
    }

    public GeneratedEvent Take() => queue.Dequeue();

    public void Dispose() => json.Dispose();
}
