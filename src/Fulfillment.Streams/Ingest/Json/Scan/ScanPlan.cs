using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>The known fields of one kind of object, as the readers see them that fill columns without asking each field.</summary>
internal abstract class ScanPlan
{
    /// <summary>Fields that must be there, one bit each.</summary>
    public ulong Required { get; protected set; }

    /// <summary>Whether <see cref="Judge"/> has anything to judge.</summary>
    public bool HasCheck { get; protected set; }

    /// <summary>A scanner that fills these columns and no others.</summary>
    /// <param name="columns">Columns of the right kind.</param>
    /// <param name="depth">Level of nesting of the objects; the outermost is 1.</param>
    public abstract ObjectScanner ScannerOf(Columns columns, int depth);

    /// <summary>A reader of messages that fills these columns and no others.</summary>
    public abstract MessageReader MessagesOf(Columns columns);

    /// <summary>A field's name.</summary>
    public abstract string NameOf(int field);

    /// <summary>Index of a field by the name between its quotes, or −1.</summary>
    public abstract int Find(ReadOnlySpan<byte> name);

    /// <summary>Reads a value the general way.</summary>
    public abstract Outcome Read(int field, ref JsonCursor json, Columns columns, int row);

    /// <summary>Judges a complete row; gives the fault as <c>code: field</c>, or null.</summary>
    public abstract string? Judge(Columns columns, int row);
}
