using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>The known properties of one kind of JSON object, as the scanner sees them: the general reader is behind it.</summary>
internal abstract class ScanPlan
{
    /// <summary>Fields that must be there, one bit each.</summary>
    public ulong Required { get; protected set; }

    /// <summary>Whether <see cref="Accepts"/> has anything to judge.</summary>
    public bool HasCheck { get; protected set; }

    /// <summary>A scanner that fills these columns and no others.</summary>
    /// <param name="columns">Columns of the right kind.</param>
    /// <param name="depth">Level of nesting of the objects; the outermost is 1.</param>
    public abstract ObjectScanner ScannerOf(Columns columns, int depth);

    /// <summary>Index of a field by the name between its quotes, or −1.</summary>
    public abstract int Find(ReadOnlySpan<byte> name);

    /// <summary>Reads a value the general way.</summary>
    public abstract Outcome Read(int field, ref JsonCursor json, Columns columns, int row);

    /// <summary>Whether a complete row is sound in itself.</summary>
    public abstract bool Accepts(Columns columns, int row);
}
