using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>Times in the record of an order: how long before its newest event, since most are days at most and often the same moment.</summary>
internal static class PackedTime
{
    /// <summary>Writes a time; nothing where it is absent, which another place of the record says.</summary>
    public static void Write(PackedWriter record, long from, long time)
    {
        if (time != Absent.Number)
        {
            record.Signed(unchecked(from - time));
        }
    }

    /// <summary>Reads a time that is there, or gives absent.</summary>
    public static long Read(ref PackedReader record, long from, bool isPresent) =>
        isPresent ? unchecked(from - record.Signed()) : Absent.Number;

    /// <summary>Writes a set of moments; nothing where it is empty, which another place of the record says.</summary>
    public static void Write(PackedWriter record, long from, in Moments moments)
    {
        if (moments.All.IsEmpty)
        {
            return;
        }

        record.Number((ulong)moments.All.Length);
        foreach (var moment in moments.All)
        {
            record.Signed(unchecked(from - moment));
        }
    }

    /// <summary>Reads a set of moments that is there.</summary>
    public static void Read(ref PackedReader record, long from, ref Moments moments)
    {
        for (var count = record.Number(); count > 0; count--)
        {
            moments.Add(unchecked(from - record.Signed()));
        }
    }
}
