using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>
/// Reads the messages of one kind into the columns of one batch. A field's number is its place in the list of the kind's fields,
/// counted from 1; its rules are those of JSON, so that an event is the same however it is written. A repeated single field: the
/// last wins, an empty text included. Fields nobody knows are passed over.
/// </summary>
internal sealed class MessageReader(ScanPlan plan, Columns columns, ScanField[] fields)
{
    /// <summary>Reads a message into a row.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="row">The row, all absent.</param>
    /// <returns>Null, or the reason for refusing it, with the path of the field.</returns>
    public string? Read(ReadOnlySpan<byte> message, int row)
    {
        var cursor = new MessageCursor(message);
        var present = 0UL;
        while (!cursor.AtEnd)
        {
            if (!cursor.Tag(out var number, out var wire))
            {
                return RejectReason.NotProtobuf;
            }

            var known = number - 1;
            if (known >= fields.Length)
            {
                if (!cursor.Skip(wire))
                {
                    return RejectReason.NotProtobuf;
                }

                continue;
            }

            ref var field = ref fields[known];
            bool isPresent;
            string? fault;
            if (IsNumber(field.Kind))
            {
                if (wire != WireType.Varint)
                {
                    return Misplaced(ref cursor, wire, known);
                }

                if (!cursor.Varint(out var value))
                {
                    return RejectReason.NotProtobuf;
                }

                isPresent = true;
                fault = Number(field, (long)value, row);
            }
            else
            {
                if (wire != WireType.Length)
                {
                    return Misplaced(ref cursor, wire, known);
                }

                if (!cursor.Bytes(out var bytes))
                {
                    return RejectReason.NotProtobuf;
                }

                isPresent = bytes.Length > 0;
                fault = field.Kind switch
                {
                    ValueKind.Objects => Element(field, bytes, row),
                    ValueKind.Ids => Id(field, bytes, row),
                    _ => Text(field, bytes, columns.Text, row, ref isPresent),
                };
            }

            if (fault is not null)
            {
                return Under(fault, plan.NameOf(known));
            }

            var bit = 1UL << known;
            present = isPresent ? present | bit : present & ~bit;
        }

        var missing = plan.Required & ~present;
        return missing != 0
            ? $"{RejectReason.MissingField}: {plan.NameOf(BitOperations.TrailingZeroCount(missing))}"
            : plan.HasCheck ? plan.Judge(columns, row) : null;
    }

    /// <summary>A fault inside a field: <c>code</c> or <c>code: path</c> with the field's name put before the path; damage has none.</summary>
    private static string Under(string fault, string name)
    {
        if (fault == RejectReason.NotProtobuf)
        {
            return fault;
        }

        var code = RejectReason.CodeOf(fault);
        var path = fault.Length == code.Length ? "" : fault[(code.Length + 2)..];
        return path.Length == 0 ? $"{code}: {name}" : path[0] == '[' ? $"{code}: {name}{path}" : $"{code}: {name}.{path}";
    }

    private static string InElement(string fault, int index) => Under(fault, $"[{index.ToString(CultureInfo.InvariantCulture)}]");

    private static bool IsNumber(ValueKind kind) => kind is ValueKind.Time or ValueKind.Whole or ValueKind.Millionths or ValueKind.Flag;

    /// <summary>A known field of another type; bytes that are no message at all are reported as such.</summary>
    private string Misplaced(ref MessageCursor cursor, WireType wire, int field) =>
        cursor.Skip(wire) ? $"{RejectReason.WrongType}: {plan.NameOf(field)}" : RejectReason.NotProtobuf;

    private static string? Number(in ScanField field, long value, int row)
    {
        var (min, max) = field.Kind switch
        {
            ValueKind.Time => (Rfc3339.Earliest, Rfc3339.Latest),
            ValueKind.Flag => (long.MinValue, long.MaxValue),
            _ => (field.Min, field.Max),
        };
        if (value < min || value > max)
        {
            return value < 0 && min == 0 ? RejectReason.Negative : RejectReason.OutOfRange;
        }

        Unsafe.As<Column<long>>(field.Column!)[row] = field.Kind switch
        {
            ValueKind.Time => UnitOfTime.Floor(value, field.Unit),
            ValueKind.Flag => value == 0 ? 0 : 1,
            _ => value,
        };
        return null;
    }

    private static string? Text(in ScanField field, ReadOnlySpan<byte> text, Utf8Arena arena, int row, ref bool isPresent)
    {
        ref var slice = ref Unsafe.As<Column<Utf8Slice>>(field.Column!)[row];
        slice = Utf8Slice.Absent;
        if (!Utf8.IsValid(text))
        {
            return RejectReason.InvalidUtf8;
        }

        var length = text.Length;
        var room = arena.Reserve(length);
        text.CopyTo(room);
        if (field.Kind == ValueKind.Region)
        {
            length = RegionCode.Normalize(room[..length]);
        }

        if (length > field.Max)
        {
            return RejectReason.TooLong;
        }

        isPresent = length > 0;
        slice = isPresent ? arena.Commit(length) : Utf8Slice.Absent;
        return null;
    }

    private static string? Id(in ScanField field, ReadOnlySpan<byte> text, int row)
    {
        var (items, index) = (field.Target.Items!, Append(field, row));
        var isPresent = false;
        var fault = Text(field, text, items.Text, items.Count - 1, ref isPresent) ?? (isPresent ? null : RejectReason.MissingField);
        return fault is null ? null : InElement(fault, index);
    }

    private static string? Element(in ScanField field, ReadOnlySpan<byte> message, int row)
    {
        var index = Append(field, row);
        var fault = field.Target.Messages!.Read(message, field.Target.Items!.Count - 1);
        return fault is null ? null : InElement(fault, index);
    }

    /// <summary>Adds a row for an element of a row's list; gives its index in the list.</summary>
    private static int Append(in ScanField field, int row)
    {
        var index = field.Target.Items!.AddRow() - field.Target.Start![row];
        field.Target.Count![row] = index + 1;
        return index;
    }
}
