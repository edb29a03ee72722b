using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>
/// Reads the objects of one kind into the columns of one batch, in one pass, on two guesses: that the properties come in the
/// order they had last time, and that values are written in the usual way. A name is confirmed by comparing one vector. A
/// value that is written otherwise is read by <see cref="Field{T}"/>; an object that repeats a name, has escapes in one, has
/// odd white space or is refused is not judged here at all.
/// </summary>
/// <remarks>
/// Reads up to <see cref="Slack"/> bytes behind the record, which must be readable; what stands there may be anything, for
/// positions only grow and only a record that ends exactly at its end is taken.
/// </remarks>
internal sealed partial class ObjectScanner(ScanPlan plan, Columns columns, ScanField[] fields, int depth)
{
    /// <summary>Bytes behind a record that may be read.</summary>
    public const int Slack = 256;

    private Guess first;

    /// <summary>Reads an object into a row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="at">Behind the opening brace, in the arena.</param>
    /// <param name="row">The row, all absent.</param>
    /// <returns>The place behind the closing brace, or −1 where the object is left to the general reader.</returns>
    public int Scan(in ScannedRecord record, int at, int row)
    {
        ulong seen = 0, present = 0;
        ref var text = ref record.Arena.First;
        ref var guess = ref first;
        if (Unsafe.Add(ref text, at) != (byte)'}')
        {
            while (at < record.End)
            {
                var known = guess.First;
                if (!fields[known].Name.IsAt(ref Unsafe.Add(ref text, at)))
                {
                    known = guess.Second;
                    if (!fields[known].Name.IsAt(ref Unsafe.Add(ref text, at)))
                    {
                        known = Find(record, ref at);
                        if (known < 0)
                        {
                            return -1;
                        }

                        if (known == fields.Length)
                        {
                            goto Behind;
                        }

                        guess.Learn(known);
                    }
                }

                ref var field = ref fields[known];
                var bit = 1UL << known;
                if ((seen & bit) != 0)
                {
                    return -1;
                }

                seen |= bit;
                at += field.Name.Length;
                if (Unsafe.Add(ref text, at) == (byte)' ')
                {
                    at++;
                }

                var behind = Value(in field, ref text, record, at, row);
                if (behind < 0)
                {
                    behind = General(known, record, at, row, out var isPresent);
                    if (behind < 0)
                    {
                        return -1;
                    }

                    text = ref record.Arena.First; // it may have grown
                    bit = isPresent ? bit : 0;
                }

                at = behind;
                present |= bit;
                guess = ref field.Next;
            Behind:
                if (Unsafe.Add(ref text, at) != (byte)',')
                {
                    break;
                }

                at++;
                if (Unsafe.Add(ref text, at) == (byte)' ')
                {
                    at++;
                }
            }
        }

        return Unsafe.Add(ref text, at) == (byte)'}' && (plan.Required & ~present) == 0 && (!plan.HasCheck || plan.Judge(columns, row) is null)
            ? at + 1
            : -1;
    }

    /// <summary>Looks a name up: its field; or the number of fields where it is unknown and its value was skipped; or −1.</summary>
    private int Find(in ScannedRecord record, ref int at)
    {
        ref var text = ref record.Arena.First;
        var behind = Unsafe.Add(ref text, at) == (byte)'"' ? Quote(ref text, at + 1, record.End) : -1;
        if (behind < 0 || behind >= record.End || Unsafe.Add(ref text, behind + 1) != (byte)':')
        {
            return -1;
        }

        var known = plan.Find(record.Text(at + 1, behind));
        if (known >= 0)
        {
            return known;
        }

        var value = behind + 2;
        var end = Unsafe.Add(ref text, value) == (byte)'"' ? Quote(ref text, value + 1, record.End) : -1;
        at = end >= 0 ? end + 1 : record.Skip(value, depth);
        return at < 0 ? -1 : fields.Length;
    }

    /// <summary>Reads a value the general way; gives the place behind it, or −1 where it is refused.</summary>
    private int General(int field, in ScannedRecord record, int at, int row, out bool isPresent)
    {
        var json = record.CursorAt(at, depth);
        var outcome = plan.Read(field, ref json, columns, row);
        isPresent = outcome == Outcome.Present;
        return outcome == Outcome.Failed ? -1 : record.PlaceOf(json);
    }

    /// <summary>Place of the quote that ends a string, or −1 where there is none or a backslash comes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Quote(ref byte text, int from, int end)
    {
        do
        {
            var block = Vector256.LoadUnsafe(ref text, (nuint)from);
            var special = (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\')))
                .ExtractMostSignificantBits();
            if (special != 0)
            {
                from += BitOperations.TrailingZeroCount(special);
                return Unsafe.Add(ref text, from) == (byte)'"' ? from : -1;
            }

            from += Vector256<byte>.Count;
        }
        while (from < end);
        return -1;
    }
}
