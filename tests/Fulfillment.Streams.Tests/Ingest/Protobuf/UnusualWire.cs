using System.Numerics;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest.Protobuf;

/// <summary>
/// What the library takes and the engine does not: groups, which proto3 does not have, and tags or lengths of more than 32 bits,
/// of which the library drops the upper ones.
/// </summary>
internal static class UnusualWire
{
    /// <summary>Whether a message has any of these, at whatever place, elements of its list included.</summary>
    public static bool IsIn(ReadOnlySpan<byte> bytes, Topic topic)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            if (tag > uint.MaxValue || ((int)tag & 7) is 3 or 4)
            {
                return true;
            }

            switch ((int)tag & 7)
            {
                case 0:
                    Varint(ref bytes);
                    break;
                case 1:
                    bytes = bytes[8..];
                    break;
                case 5:
                    bytes = bytes[4..];
                    break;
                default:
                    var length = Varint(ref bytes);
                    if (length > int.MaxValue)
                    {
                        return true;
                    }

                    var isElement = ((int)tag >> 3, topic) is (22, Topic.Orders) or (10, Topic.Stock);
                    if (isElement && IsIn(bytes[..(int)length], topic))
                    {
                        return true;
                    }

                    bytes = bytes[(int)length..];
                    break;
            }
        }

        return false;
    }

    private static BigInteger Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = BigInteger.Zero;
        for (var i = 0; ; i++)
        {
            value |= (BigInteger)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }
}
