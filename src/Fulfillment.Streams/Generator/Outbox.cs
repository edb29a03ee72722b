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
    private readonly ArrayBufferWriter<byte> _scratch = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly PriorityQueue<GeneratedEvent, Due> _queue = new();
    private readonly DeterministicRandom _random;
    private readonly GeneratorOptions _options;
    private readonly string _idPrefix;
    private ShopModel? _shop;
    private long _eventTime;
    private long _sequence;

    public Outbox(GeneratorOptions options, DeterministicRandom random, string idPrefix)
    {
        // The relaxed encoder keeps the '+' of a time offset readable; nothing here is ever put into HTML.
        _json = new Utf8JsonWriter(_scratch, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _options = options;
        _random = random;
        _idPrefix = idPrefix;
    }

    public long NextUnixMs => _queue.TryPeek(out _, out var due) ? due.UnixMs : long.MaxValue;

    /// <summary>
    /// Starts a message with the three fields every event has; <see cref="Send"/> ends it. The time is written in UTC,
    /// or with an offset where the sender's clock has one.
    /// </summary>
    public Utf8JsonWriter Begin(ShopModel shop, long eventTime, int? offsetMinutes = null)
    {
        _shop = shop;
        _eventTime = eventTime;
        _scratch.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteText(Field.EventId, _idPrefix, _sequence++);
        _json.WriteString(Field.ShopId, shop.Id);
        if (offsetMinutes is { } minutes)
            _json.WriteTime(Field.EventTime, eventTime, minutes);
        else
            _json.WriteTime(Field.EventTime, eventTime);
        return _json;
    }

    /// <summary>Ends the message: it arrives <paramref name="delayMs"/> after it happened.</summary>
    public void Send(Topic topic, long delayMs)
    {
        _json.WriteEndObject();
        _json.Flush();
        var full = _queue.Count >= _options.PendingMax;
        var arrival = _eventTime + (full ? 0 : delayMs);
        var message = new GeneratedEvent(topic, _shop!.Id, arrival, _scratch.WrittenSpan.ToArray(), GeneratedKind.Original);
        _queue.Enqueue(message, new Due(arrival, _sequence++));
        if (_random.Chance(_options.DuplicatesPerMillion) && !full)
        {
            arrival += Durations.Repetition.Draw(_random);
            _queue.Enqueue(message with { ArrivalUnixMs = arrival, Kind = GeneratedKind.Duplicate }, new Due(arrival, _sequence++));
        }
    }

    public GeneratedEvent Take() => _queue.Dequeue();

    public void Dispose() => _json.Dispose();
}
