using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>
/// Finds shop and event time where nothing but strings without escapes stands before and in them, as in nearly every record.
/// Every record of a replay and of the embedded log comes by here before it is decoded.
/// </summary>
internal static class KeyScan
{
    /// <summary>Bytes that must follow a property's first quote: enough for either name and its vector of value.</summary>
    private const int Reach = 64;

    private static readonly ScanName ShopId = new("shop_id");
    private static readonly ScanName EventTime = new("event_time");

    /// <summary>Reads the first of each; false where the record is written otherwise, and nothing is known of it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, bool wantsTime, out ReadOnlySpan<byte> shop, out long time)
    {
        shop = default;
        time = Absent.Number;
        var (needsShop, needsTime) = (true, wantsTime);
        ref var text = ref MemoryMarshal.GetReference(record);
        var at = 1;
        if (record.Length <= Reach || text != (byte)'{')
        {
            return false;
        }

        while (at <= record.Length - Reach)
        {
            ref var place = ref Unsafe.Add(ref text, at);
            if (needsTime && EventTime.IsAt(ref place))
            {
                at += EventTime.Length + 1;
                var length = UtcTime.Read(ref Unsafe.Add(ref text, at), out time);
                if (length == 0 || Unsafe.Add(ref text, at - 1) != (byte)'"')
                {
                    return false;
                }

                needsTime = false;
                at += length;
            }
            else
            {
                var isShop = needsShop && ShopId.IsAt(ref place);
                var value = isShop ? at + ShopId.Length : place == (byte)'"' ? Quote(ref text, at + 1, record.Length) + 2 : 0;
                if (value < 2 || value > record.Length - Reach / 2 || Unsafe.Add(ref text, value - 1) != (byte)':' || Unsafe.Add(ref text, value) != (byte)'"')
                {
                    return false;
                }

                at = Quote(ref text, value + 1, record.Length) + 1;
                if (at == 0)
                {
                    return false;
                }

                if (isShop)
                {
                    shop = record[(value + 1)..(at - 1)];
                    needsShop = false;
                }
            }

            if (!needsShop && !needsTime)
            {
                return true;
            }

            if (at >= record.Length || Unsafe.Add(ref text, at++) != (byte)',')
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Place of the quote that ends a string, or −1 where a backslash or control character comes first or it is too near to the end.</summary>
    private static int Quote(ref byte text, int from, int length)
    {
        for (; from <= length - Vector256<byte>.Count; from += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref text, (nuint)from);
            var special = (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (special != 0)
            {
                from += BitOperations.TrailingZeroCount(special);
                return Unsafe.Add(ref text, from) == (byte)'"' ? from : -1;
            }
        }

        return -1;
    }
}
