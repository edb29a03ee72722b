using System.Runtime.CompilerServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <content>
/// The usual ways to write values. Each method stores what it read and gives the place behind it, or −1, with nothing
/// stored but rows of arrays, where the value is written otherwise.
/// </content>
internal sealed partial class ObjectScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(in ScanField field, ref byte text, in ScannedRecord record, int at, int row) => field.Kind switch
    {
        ValueKind.Text => Text(field, ref text, at, record.End, row),
        ValueKind.Region => Region(field, ref text, at, row),
        ValueKind.Time => Time(field, ref text, at, row),
        ValueKind.Whole => Whole(field, ref text, at, row),
        ValueKind.Millionths => Millionths(field, ref text, at, row),
        ValueKind.Flag => Flag(field, ref text, at, row),
        ValueKind.Ids => Ids(field, ref text, at, record.End, row),
        _ => Objects(field, record, at, row),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Text(in ScanField field, ref byte text, int at, int end, int row)
    {
        var quote = Unsafe.Add(ref text, at) == (byte)'"' ? Quote(ref text, at + 1, end) : -1;
        var length = quote - at - 1;
        if (quote < 0 || (ulong)(uint)(length - 1) >= (ulong)field.Max)
        {
            return -1;
        }

        Slices(field)[row] = new Utf8Slice(at + 1, length);
        return quote + 1;
    }

    private static int Region(in ScanField field, ref byte text, int at, int row)
    {
        // Two capitals between quotes.
        var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, at));
        if ((four & 0xFF00_00FF) != 0x2200_0022 || ((four >> 8) & 0xFF) - 'A' > 25 || ((four >> 16) & 0xFF) - 'A' > 25)
        {
            return -1;
        }

        Slices(field)[row] = new Utf8Slice(at + 1, 2);
        return at + 4;
    }

    private static int Time(in ScanField field, ref byte text, int at, int row)
    {
        if (Unsafe.Add(ref text, at) != (byte)'"')
        {
            return UnixTime(field, ref text, at, row);
        }

        var length = UtcTime.Read(ref Unsafe.Add(ref text, at + 1), out var time);
        if (length == 0)
        {
            return -1;
        }

        Numbers(field)[row] = Floor(field, time);
        return at + 1 + length;
    }

    /// <summary>Ten digits are seconds, thirteen milliseconds.</summary>
    private static int UnixTime(in ScanField field, ref byte text, int at, int row)
    {
        var high = Digits.Load(ref Unsafe.Add(ref text, at), out var eight);
        var low = Digits.Load(ref Unsafe.Add(ref text, at + 8), out var count);
        if (eight != 8 || !(count is 2 or 5) || (high & 0xFF) == 0 || !(Unsafe.Add(ref text, at + 8 + count) is (byte)',' or (byte)'}'))
        {
            return -1;
        }

        var (upper, lower) = (Digits.Number(high, 8), Digits.Number(low, count));
        Numbers(field)[row] = Floor(field, count == 2 ? ((upper * 100) + lower) * 1000 : (upper * 100_000) + lower);
        return at + 8 + count;
    }

    private static long Floor(in ScanField field, long time) =>
        field.Unit == 1 ? time : time - (long)((ulong)(time + (field.Unit << 32)) % (ulong)field.Unit); // the years before 1970 made positive

    private static int Whole(in ScanField field, ref byte text, int at, int row)
    {
        var isQuoted = Unsafe.Add(ref text, at) == (byte)'"';
        at += isQuoted ? 1 : 0;
        var digits = Digits.Load(ref Unsafe.Add(ref text, at), out var count);
        if (count is 0 or 8)
        {
            return -1;
        }

        return Number(field, Digits.Number(digits, count), ref text, at + count, isQuoted, count > 1 && (digits & 0xFF) == 0, row);
    }

    private static int Millionths(in ScanField field, ref byte text, int at, int row)
    {
        var isQuoted = Unsafe.Add(ref text, at) == (byte)'"';
        at += isQuoted ? 1 : 0;
        var digits = Digits.Load(ref Unsafe.Add(ref text, at), out var count);
        if (count is 0 or 8)
        {
            return -1;
        }

        var value = Digits.Number(digits, count) * Bounds.Micros;
        var isPadded = count > 1 && (digits & 0xFF) == 0;
        at += count;
        if (Unsafe.Add(ref text, at) == (byte)'.')
        {
            digits = Digits.Load(ref Unsafe.Add(ref text, at + 1), out count);
            if (count is 0 or > 6)
            {
                return -1;
            }

            value += Digits.Millionths(digits, count);
            at += 1 + count;
        }

        return Number(field, value, ref text, at, isQuoted, isPadded, row);
    }

    /// <summary>Stores a number that is within bounds, ends where its digits end and has no leading zero, which JSON lets only strings have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(in ScanField field, long value, ref byte text, int at, bool isQuoted, bool isPadded, int row)
    {
        var end = Unsafe.Add(ref text, at);
        if (value < field.Min || value > field.Max
            || (isQuoted ? end != (byte)'"' : isPadded || !(end is (byte)',' or (byte)'}')))
        {
            return -1;
        }

        Numbers(field)[row] = value;
        return isQuoted ? at + 1 : at;
    }

    private static int Flag(in ScanField field, ref byte text, int at, int row)
    {
        var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, at));
        if (four == 0x6575_7274) // true
        {
            Numbers(field)[row] = 1;
            return at + 4;
        }

        if (four != 0x736C_6166 || Unsafe.Add(ref text, at + 4) != (byte)'e') // false
        {
            return -1;
        }

        Numbers(field)[row] = 0;
        return at + 5;
    }

    private static int Ids(in ScanField field, ref byte text, int at, int end, int row)
    {
        if (Unsafe.Add(ref text, at++) != (byte)'[')
        {
            return -1;
        }

        var (items, start, count) = (field.Target.Items!, field.Target.Start!, field.Target.Count!);
        var next = Unsafe.Add(ref text, at);
        at += next == (byte)']' ? 1 : 0;
        while (next != (byte)']')
        {
            at = Text(field, ref text, at, end, items.AddRow());
            if (at < 0 || !More(ref text, ref at, end, out next))
            {
                return -1;
            }
        }

        count[row] = items.Count - start[row];
        return at;
    }

    private static int Objects(in ScanField field, in ScannedRecord record, int at, int row)
    {
        ref var text = ref record.Arena.First;
        if (Unsafe.Add(ref text, at++) != (byte)'[')
        {
            return -1;
        }

        var (items, start, count) = (field.Target.Items!, field.Target.Start!, field.Target.Count!);
        var next = Unsafe.Add(ref text, at);
        at += next == (byte)']' ? 1 : 0;
        while (next != (byte)']')
        {
            if (Unsafe.Add(ref text, at) != (byte)'{')
            {
                return -1;
            }

            at = field.Target.Elements!.Scan(record, at + 1, items.AddRow());
            text = ref record.Arena.First; // it may have grown
            if (at < 0 || !More(ref text, ref at, record.End, out next))
            {
                return -1;
            }
        }

        count[row] = items.Count - start[row];
        return at;
    }

    /// <summary>Takes the comma or bracket behind an element; false where there is neither.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool More(ref byte text, ref int at, int end, out byte next)
    {
        next = Unsafe.Add(ref text, at++);
        if (next == (byte)',' && Unsafe.Add(ref text, at) == (byte)' ')
        {
            at++;
        }

        return at < end && next is (byte)',' or (byte)']';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column<Utf8Slice> Slices(in ScanField field) => Unsafe.As<Column<Utf8Slice>>(field.Column!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Column<long> Numbers(in ScanField field) => Unsafe.As<Column<long>>(field.Column!);
}
