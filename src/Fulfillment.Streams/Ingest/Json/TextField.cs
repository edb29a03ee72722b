using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>What a text is, which decides what is taken for one.</summary>
internal enum TextKind : byte
{
    /// <summary>A string, or an integer kept as its digits; at most <see cref="Bounds.IdBytes"/>.</summary>
    Id,

    /// <summary>A value from a list, unknown ones kept as they came: a string of at most <see cref="Bounds.IdBytes"/>.</summary>
    Code,

    /// <summary>A <see cref="Code"/>, trimmed and in upper case.</summary>
    Region,

    /// <summary>Words for people, of any length; an integer is kept as its digits.</summary>
    Words,
}

/// <summary>A text. An empty one counts as absent.</summary>
internal sealed class TextField<T>(string name, TextKind kind, Func<T, Column<Utf8Slice>> column, bool required = false)
    : Field<T>(name, required)
    where T : Columns
{
    /// <inheritdoc/>
    public override ValueShape Shape => new(kind == TextKind.Region ? ValueKind.Region : ValueKind.Text, Max: kind == TextKind.Words ? Bounds.RecordBytes : Bounds.IdBytes);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T columns, int depth) => new(column(columns));

    /// <inheritdoc/>
    public override Outcome Read(ref JsonCursor json, T columns, int row)
    {
        var outcome = Read(ref json, kind, columns.Text, out var slice);
        column(columns)[row] = slice;
        return outcome;
    }

    /// <summary>Reads a text into an arena.</summary>
    public static Outcome Read(ref JsonCursor json, TextKind kind, Utf8Arena arena, out Utf8Slice slice)
    {
        slice = Utf8Slice.Absent;
        var next = json.Peek();
        if (next == (byte)'"')
        {
            if (!json.String(out var raw, out var escaped))
            {
                return Outcome.Failed;
            }

            if (escaped || kind == TextKind.Region)
            {
                return Unusual(ref json, raw, kind, arena, out slice);
            }

            return raw.Length == 0 ? Outcome.Absent : Keep(ref json, raw, kind, arena, out slice);
        }

        if (next == (byte)'n')
        {
            return Null(ref json);
        }

        if (kind is TextKind.Code or TextKind.Region || !(next is (byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            return WrongType(ref json);
        }

        if (!json.Number(out var digits, out var integer))
        {
            return Outcome.Failed;
        }

        return integer ? Keep(ref json, digits, kind, arena, out slice) : Refuse(ref json, RejectReason.WrongType);
    }

    private static Outcome Keep(ref JsonCursor json, ReadOnlySpan<byte> text, TextKind kind, Utf8Arena arena, out Utf8Slice slice)
    {
        if (text.Length > Bounds.IdBytes && kind != TextKind.Words)
        {
            slice = Utf8Slice.Absent;
            return Refuse(ref json, RejectReason.TooLong);
        }

        slice = arena.Append(text);
        return Outcome.Present;
    }

    private static Outcome Unusual(ref JsonCursor json, ReadOnlySpan<byte> raw, TextKind kind, Utf8Arena arena, out Utf8Slice slice)
    {
        slice = Utf8Slice.Absent;
        var room = arena.Reserve(raw.Length);
        var length = JsonText.Unescape(raw, room);
        if (length < 0)
        {
            return Refuse(ref json, RejectReason.InvalidUtf8);
        }

        if (kind == TextKind.Region)
        {
            length = RegionCode.Normalize(room[..length]);
        }

        if (length > Bounds.IdBytes && kind != TextKind.Words)
        {
            return Refuse(ref json, RejectReason.TooLong);
        }

        if (length == 0)
        {
            return Outcome.Absent;
        }

        slice = arena.Commit(length);
        return Outcome.Present;
    }
}
