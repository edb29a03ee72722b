using System.Numerics;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// The known fields of one kind of object, in the order of their numbers in <c>schemas/events.proto</c>, counted from 1: new ones
/// go to the end. Immutable and shared.
/// </summary>
internal sealed class FieldSet<T> : ScanPlan
    where T : Columns
{
    private readonly Field<T>[] fields;
    private readonly NameTable names;
    private readonly Func<T, int, string?>? check;

    /// <summary>Takes at most 64 fields.</summary>
    /// <param name="fields">The fields; missing ones are reported in this order.</param>
    /// <param name="check">Judges a whole row; gives the fault as <c>code: field</c>, or null.</param>
    public FieldSet(Field<T>[] fields, Func<T, int, string?>? check = null)
    {
        this.fields = fields;
        this.check = check;
        HasCheck = check is not null;
        names = new NameTable([.. fields.Select(field => field.Name)]);
        for (var i = 0; i < fields.Length; i++)
        {
            Required |= fields[i].Required ? 1UL << i : 0;
        }
    }

    /// <summary>Name of each field and whether it is required.</summary>
    public IReadOnlyList<(string Name, bool Required)> Names => [.. fields.Select(f => (f.Name, f.Required))];

    /// <summary>The fields.</summary>
    public IReadOnlyList<Field<T>> Fields => fields;

    /// <inheritdoc/>
    public override ObjectScanner ScannerOf(Columns columns, int depth) => new(this, columns, FieldsIn(columns, depth), depth);

    /// <inheritdoc/>
    public override MessageReader MessagesOf(Columns columns) => new(this, columns, FieldsIn(columns, depth: 1));

    /// <inheritdoc/>
    public override string NameOf(int field) => fields[field].Name;

    /// <inheritdoc/>
    public override int Find(ReadOnlySpan<byte> name) => names.Find(name);

    /// <inheritdoc/>
    public override Outcome Read(int field, ref JsonCursor json, Columns columns, int row) => fields[field].Read(ref json, (T)columns, row);

    /// <inheritdoc/>
    public override string? Judge(Columns columns, int row) => check?.Invoke((T)columns, row);

    /// <summary>Reads the object that comes next into a row; false where it was refused.</summary>
    /// <param name="json">At the opening brace.</param>
    /// <param name="columns">Where to.</param>
    /// <param name="row">The row, all absent.</param>
    public bool Read(ref JsonCursor json, T columns, int row)
    {
        var present = 0UL;
        if (json.Open((byte)'}'))
        {
            do
            {
                if (!json.Name(out var name, out var escaped))
                {
                    return false;
                }

                var field = escaped ? FindEscaped(name) : names.Find(name);
                if (field < 0)
                {
                    if (!json.Skip())
                    {
                        return false;
                    }

                    continue;
                }

                var bit = 1UL << field;
                switch (fields[field].Read(ref json, columns, row))
                {
                    case Outcome.Present:
                        present |= bit;
                        break;
                    case Outcome.Absent:
                        present &= ~bit;
                        break;
                    default:
                        return json.Under(fields[field].Name);
                }
            }
            while (json.More((byte)'}'));
        }

        return json.Code is null && Complete(ref json, columns, row, Required & ~present);
    }

    private ScanField[] FieldsIn(Columns columns, int depth) =>
        [.. fields.Select(f => new ScanField(f.Name, f.Shape, f.TargetIn((T)columns, depth)))];

    private bool Complete(ref JsonCursor json, T columns, int row, ulong missing)
    {
        if (missing != 0)
        {
            json.Fail(RejectReason.MissingField);
            return json.Under(fields[BitOperations.TrailingZeroCount(missing)].Name);
        }

        if (check?.Invoke(columns, row) is not { } fault)
        {
            return true;
        }

        json.Fail(RejectReason.CodeOf(fault));
        return json.Under(fault[(fault.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    private int FindEscaped(ReadOnlySpan<byte> name)
    {
        // The longest known name in escapes only; anything longer is unknown.
        Span<byte> room = stackalloc byte[6 * NameTable.MaxLength];
        if (name.Length > room.Length)
        {
            return -1;
        }

        var length = JsonText.Unescape(name, room);
        return length < 0 ? -1 : names.Find(room[..length]);
    }
}
