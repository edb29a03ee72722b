using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>
/// Reads the messages of one kind into the columns of one batch. A field's number is its place in the list of the kind's fields,
/// counted from 1; its rules are those of JSON, so that an event is the same however it is written. A repeated single field: the
/// last wins, an empty text included. Fields nobody knows are passed over.
/// </summary>
internal sealed class MessageReader(ScanPlan plan, Columns columns, ScanField[] fields)
{
    /// <summary>Reads a message into a row.</summary>
    /// <param name="copy">The record it is in.</param>
    /// <param name="from">Where it begins there.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="row">The row, all absent.</param>
    /// <returns>Null, or the reason for refusing it, with the path of the field.</returns>
    public string? Read(in MessageCopy copy, int from, int to, int row)
    {
        ref var text = ref copy.First; // these bytes stay where they are, though the arena may move on
        var present = 0UL;
        for (var at = from; at < to;)
        {
            at = Wire.Tag(ref text, at, to, out var number, out var type);
            if (at > to)
            {
                return RejectReason.NotProtobuf;
            }

            if (number > (uint)fields.Length || type is not (Wire.Varint or Wire.Length))
            {
                at = Wire.Skip(ref text, at, to, type);
                if (at > to)
                {
                    return RejectReason.NotProtobuf;
                }

                if (number <= (uint)fields.Length)
                {
                    return WrongType((int)number - 1);
                }

                continue;
            }

            var known = (int)number - 1;
            var bit = 1UL << known;
            ref var field = ref fields[known];
            at = Wire.Integer(ref text, at, to, out var value);
            string? fault;
            if (type == Wire.Varint)
            {
                if (at > to)
                {
                    return RejectReason.NotProtobuf;
                }

                if (!IsNumber(field.Kind))
                {
                    return WrongType(known);
                }

                fault = Number(field, (long)value, row);
                present |= bit;
            }
            else
            {
                if (at > to || value > (ulong)(to - at))
                {
                    return RejectReason.NotProtobuf;
                }

                var length = (int)value;
                if (field.Kind == ValueKind.Text && copy.IsInArena && IsShortAscii(ref Unsafe.Add(ref text, at), length))
                {
                    Unsafe.As<Column<Utf8Slice>>(field.Column!)[row] = new Utf8Slice(at, length);
                    present |= bit;
                    at += length;
                    continue;
                }

                if (IsNumber(field.Kind))
                {
                    return WrongType(known);
                }

                var isPresent = true;
                fault = field.Kind switch
                {
                    ValueKind.Objects => Element(field, copy, at, length, row),
                    ValueKind.Ids => Id(field, copy, at, length, row),
                    _ => Text(field, copy, at, length, row, out isPresent),
                };
                present = isPresent ? present | bit : present & ~bit;
                at += length;
            }

            if (fault is not null)
            {
                return Under(fault, plan.NameOf(known));
            }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNumber(ValueKind kind) => kind is ValueKind.Time or ValueKind.Whole or ValueKind.Millionths or ValueKind.Flag;

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
            ValueKind.Time when field.Unit != 1 => value - EventTime.FloorRemainder(value, field.Unit), // a division that few times need
            ValueKind.Flag => value == 0 ? 0 : 1,
            _ => value,
        };
        return null;
    }

    private static string? Text(in ScanField field, in MessageCopy copy, int start, int length, int row, out bool isPresent)
    {
        isPresent = false;
        ref var slice = ref Unsafe.As<Column<Utf8Slice>>(field.Column!)[row];
        slice = Utf8Slice.Absent;
        if (!Utf8.IsValid(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref copy.First, start), length)))
        {
            return RejectReason.InvalidUtf8;
        }

        var kept = field.Kind == ValueKind.Region ? copy.KeepRegion(start, length) : copy.Keep(start, length);
        if (kept.Length > field.Max)
        {
            return RejectReason.TooLong;
        }

        isPresent = kept.Length > 0;
        slice = isPresent ? kept : Utf8Slice.Absent;
        return null;
    }

    /// <summary>Whether a text is of 1 to 32 bytes, which is shorter than any bound, and ASCII, as nearly all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortAscii(ref byte text, int length) =>
        (uint)(length - 1) < (uint)Vector256<byte>.Count
        && (Vector256.LoadUnsafe(ref text).ExtractMostSignificantBits() & (uint)((1UL << length) - 1)) == 0;

    private string WrongType(int field) => $"{RejectReason.WrongType}: {plan.NameOf(field)}";

    private static string? Id(in ScanField field, in MessageCopy copy, int start, int length, int row)
    {
        var index = Append(field, row);
        var fault = Text(field, copy, start, length, field.Target.Items!.Count - 1, out var isPresent)
            ?? (isPresent ? null : RejectReason.MissingField);
        return fault is null ? null : InElement(fault, index);
    }

    private static string? Element(in ScanField field, in MessageCopy copy, int start, int length, int row)
    {
        var index = Append(field, row);
        var fault = field.Target.Messages!.Read(copy, start, start + length, field.Target.Items!.Count - 1);
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
