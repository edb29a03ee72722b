using System.Text.Unicode;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Turns the bytes of one record into one row. Stateless; shared by all decoders.</summary>
internal abstract class EventReader
{
    /// <summary>The reader of each topic, in the order of <see cref="Topic"/>.</summary>
    public static IReadOnlyList<EventReader> All { get; } =
        [new OrderReader(), new AdSpendReader(), new TrackingReader(), new StockReader(), new ReturnReader(), new PlanReader()];

    /// <summary>The known properties, with the path of those inside arrays (<c>lines[].sku</c>), and whether each is required.</summary>
    public abstract IEnumerable<(string Path, bool Required)> Properties { get; }

    /// <summary>Appends the event to the columns. Gives null, or the reason for refusing it; then the columns are as before.</summary>
    /// <param name="payload">The record.</param>
    /// <param name="columns">Columns of the reader's kind.</param>
    /// <param name="offset">The record's offset.</param>
    /// <param name="latestEvent">The latest <c>event_time</c> taken, Unix milliseconds.</param>
    public abstract string? Read(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent);

    /// <summary>The same as <see cref="Read"/> without the scanner: what it must agree with, and what it leaves the unusual to.</summary>
    public abstract string? ReadGenerally(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent);

    /// <summary>The same as <see cref="Read"/> for a record that is a message of <c>schemas/events.proto</c>.</summary>
    public abstract string? ReadMessage(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent);

    /// <summary>Judges the size. Gives the fault, or null.</summary>
    private protected static string? Inspect(ReadOnlySpan<byte> payload) => payload.Length switch
    {
        0 => RejectReason.Empty,
        > Bounds.RecordBytes => RejectReason.TooLarge,
        _ => null,
    };
}

/// <inheritdoc/>
internal abstract class EventReader<T>(FieldSet<T> fields) : EventReader
    where T : EventColumns
{
    /// <inheritdoc/>
    public override IEnumerable<(string Path, bool Required)> Properties => fields.Fields.SelectMany(
        f => f.Elements.Select(e => ($"{f.Name}[].{e.Name}", e.Required)).Prepend((f.Name, f.Required)));

    /// <inheritdoc/>
    public sealed override string? Read(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent) =>
        Scan(payload, (T)columns, offset, latestEvent) ? null : ReadGenerally(payload, columns, offset, latestEvent);

    /// <inheritdoc/>
    public sealed override string? ReadGenerally(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent)
    {
        if ((Inspect(payload) ?? (Utf8.IsValid(payload) ? null : RejectReason.InvalidUtf8)) is { } fault)
        {
            return fault;
        }

        // Editors put a byte order mark at the start of files, and thus into the first record.
        var json = new JsonCursor(payload.StartsWith("\uFEFF"u8) ? payload[3..] : payload);
        var text = columns.Text.Used;
        var row = columns.AddRow();
        columns.Offset[row] = offset;
        if (Read(ref json, (T)columns, row, latestEvent))
        {
            return null;
        }

        columns.Truncate(row);
        columns.Text.Used = text;
        return json.Reason;
    }

    /// <inheritdoc/>
    public sealed override string? ReadMessage(ReadOnlySpan<byte> payload, EventColumns columns, long offset, long latestEvent)
    {
        if (Inspect(payload) is { } unread)
        {
            return unread;
        }

        var text = columns.Text.Used;
        var row = columns.AddRow();
        columns.Offset[row] = offset;
        columns.Messages ??= fields.MessagesOf(columns);
        var copy = new MessageCopy(payload, columns.Text);
        var fault = columns.Messages.Read(copy, copy.Start, copy.Start + payload.Length, row);
        copy.Dispose();
        if (fault is null && !IsTaken(columns.EventTime[row], latestEvent))
        {
            fault = $"{RejectReason.OutOfRange}: event_time";
        }

        if (fault is null)
        {
            Derive((T)columns, row);
            return null;
        }

        columns.Truncate(row);
        columns.Text.Used = text;
        return fault;
    }

    /// <summary>Completes an accepted row with what follows from several fields.</summary>
    protected virtual void Derive(T columns, int row)
    {
    }

    private static bool IsTaken(long eventTime, long latestEvent) => eventTime >= Bounds.EarliestEvent && eventTime <= latestEvent;

    private bool Scan(ReadOnlySpan<byte> payload, T columns, long offset, long latestEvent)
    {
        var text = columns.Text.Used;
        if (!ScannedRecord.TryCopy(payload, columns.Text, out var record))
        {
            return false;
        }

        var row = columns.AddRow();
        columns.Offset[row] = offset;
        columns.Scanner ??= fields.ScannerOf(columns, depth: 1);
        if (columns.Scanner.Scan(record, record.Start + 1, row) == record.End
            && IsTaken(columns.EventTime[row], latestEvent))
        {
            Derive(columns, row);
            return true;
        }

        columns.Truncate(row);
        columns.Text.Used = text;
        return false;
    }

    private bool Read(ref JsonCursor json, T columns, int row, long latestEvent)
    {
        if (json.Peek() != (byte)'{')
        {
            return json.Skip() && json.End() && json.Fail(RejectReason.NotAnObject);
        }

        if (!fields.Read(ref json, columns, row) || !json.End())
        {
            return false;
        }

        if (!IsTaken(columns.EventTime[row], latestEvent))
        {
            json.Fail(RejectReason.OutOfRange);
            return json.Under("event_time");
        }

        Derive(columns, row);
        return true;
    }
}
