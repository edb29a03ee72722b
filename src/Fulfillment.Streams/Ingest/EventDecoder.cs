using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Ingest;

/// <summary>
/// Turns raw records into events: UTF-8 JSON, or Protobuf where a record says so, to columns; bad records to dead letters with a
/// reason from <see cref="RejectReason"/>. Never throws on any input. What is taken of JSON:
/// <list type="bullet">
/// <item>Properties in any order, unknown ones skipped; a repeated one: the last wins. Null or "" is absent.</item>
/// <item>Identities: strings, or integers kept as their digits. Codes: strings, unknown ones kept as they came.</item>
/// <item>Times: RFC 3339 with any offset, or integers (Unix seconds below 10^11, milliseconds from there).</item>
/// <item>Numbers: JSON numbers, exponents included, or strings of digits; money with at most 6 decimals, exact.</item>
/// </list>
/// Of Protobuf: the messages of <c>schemas/events.proto</c>, under the same rules. Thread-safe. Nothing is allocated per accepted record once the pooled columns have grown.
/// </summary>
/// <param name="time">Says how far ahead an event's time lies.</param>
public sealed class EventDecoder(TimeProvider time)
{
    private const int RecordsAhead = 4; // of the one that is read, whose memory is asked for
    private const int LinesAhead = 4; // of that memory: most records are no longer

    private readonly ColumnPool pool = new();

    /// <summary>
    /// Decodes a batch. Text is copied, so the raw batch (which stays the caller's) may be disposed at once;
    /// disposing the result returns its columns for the next batch.
    /// </summary>
    public EventBatch Decode(RawBatch raw)
    {
        var now = time.GetUtcNow();
        var latestEvent = (now + Bounds.Ahead).ToUnixTimeMilliseconds();
        var reader = EventReader.All[(int)raw.Topic];
        var columns = pool.Rent(raw.Topic);
        var batch = new EventBatch(raw.Topic, raw.Partition, raw.NextOffset, columns, pool);
        for (var i = 0; i < raw.Count; i++)
        {
            if (i + RecordsAhead < raw.Count)
            {
                Prefetch.Of(raw.Payload(i + RecordsAhead), LinesAhead);
            }

            var payload = raw.Payload(i);
            var format = raw.Format(i);
            var reason = format == RecordFormat.Protobuf
                ? reader.ReadMessage(payload, columns, raw.Offset(i), latestEvent)
                : reader.Read(payload, columns, raw.Offset(i), latestEvent);
            if (reason is not null)
            {
                batch.Rejected.Add(new DeadLetter(raw.Topic, raw.Partition, raw.Offset(i), reason, now, payload.ToArray(), format));
            }
        }

        return batch;
    }
}
