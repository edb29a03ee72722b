namespace Fulfillment.Streams.State.Orders;

/// <summary>A small set of moments, Unix milliseconds: distinct, ascending, never changed in place. A set commutes.</summary>
internal static class Moments
{
    public static readonly long[] None = [];

    /// <summary>Adds a moment; true where it is new.</summary>
    public static bool Add(ref long[] moments, long at)
    {
        var index = Array.BinarySearch(moments, at);
        if (index >= 0)
        {
            return false;
        }

        moments = [.. moments.AsSpan(0, ~index), at, .. moments.AsSpan(~index)];
        return true;
    }

    /// <summary>The earliest moment after another, or absent.</summary>
    public static long FirstAfter(long[] moments, long time)
    {
        foreach (var moment in moments)
        {
            if (moment > time)
            {
                return moment;
            }
        }

        return Events.Absent.Number;
    }

    public static void Write(BinaryWriter writer, long[] moments)
    {
        writer.Write7BitEncodedInt(moments.Length);
        foreach (var moment in moments)
        {
            writer.Write(moment);
        }
    }

    public static long[] Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var moments = count == 0 ? None : new long[count];
        for (var i = 0; i < count; i++)
        {
            moments[i] = reader.ReadInt64();
        }

        return moments;
    }
}
