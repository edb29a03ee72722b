using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>Finds shop and event time in a message of any kind: all have them under the same numbers.</summary>
internal static class MessageKey
{
    private const int Shop = 2;
    private const int EventTime = 3;

    /// <summary>Reads the last of each, as the decoder does; what is missing, of another type or behind damage is absent.</summary>
    public static void Read(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> shop, out long time)
    {
        shop = default;
        time = Absent.Number;
        var cursor = new MessageCursor(message);
        while (!cursor.AtEnd && cursor.Tag(out var field, out var wire))
        {
            var isRead = (field, wire) switch
            {
                (Shop, WireType.Length) => cursor.Bytes(out shop),
                (EventTime, WireType.Varint) => Time(ref cursor, out time),
                _ => cursor.Skip(wire),
            };
            if (!isRead)
            {
                return;
            }
        }
    }

    private static bool Time(ref MessageCursor cursor, out long time)
    {
        var isRead = cursor.Varint(out var value);
        time = isRead ? (long)value : Absent.Number;
        return isRead;
    }
}
