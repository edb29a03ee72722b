using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>What became of a field's value.</summary>
internal enum Outcome : byte
{
    /// <summary>Stored.</summary>
    Present,

    /// <summary>Null or empty: the row holds absent.</summary>
    Absent,

    /// <summary>Refused; the cursor says why.</summary>
    Failed,
}

/// <summary>
/// One property of a JSON object and the column it fills. Immutable and shared by all decoders. Where a property
/// is repeated the last one wins, null included, as in <c>System.Text.Json</c>; but each must be sound.
/// </summary>
internal abstract class Field<T>(string name, bool required)
    where T : Columns
{
    /// <summary>The property's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether an object without it is refused.</summary>
    public bool Required { get; } = required;

    /// <summary>The fields of the objects in this field's array; empty for any other field.</summary>
    public virtual IReadOnlyList<(string Name, bool Required)> Elements => [];

    /// <summary>How the scanner takes its usual values.</summary>
    public abstract ValueShape Shape { get; }

    /// <summary>Where the scanner puts them.</summary>
    /// <param name="columns">The columns of a batch.</param>
    /// <param name="depth">Level of nesting of the object the field is in.</param>
    public abstract ScanTarget TargetIn(T columns, int depth);

    /// <summary>Reads the value that comes next into a row.</summary>
    public abstract Outcome Read(ref JsonCursor json, T columns, int row);

    /// <summary>Takes null.</summary>
    protected static Outcome Null(ref JsonCursor json) =>
        json.Literal("null"u8) ? Outcome.Absent : Outcome.Failed;

    /// <summary>Refuses the value; one that is not even JSON is reported as such.</summary>
    protected static Outcome WrongType(ref JsonCursor json)
    {
        if (json.Skip())
        {
            json.Fail(RejectReason.WrongType);
        }

        return Outcome.Failed;
    }

    /// <summary>Refuses the value.</summary>
    protected static Outcome Refuse(ref JsonCursor json, string code)
    {
        json.Fail(code);
        return Outcome.Failed;
    }
}
