using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>Finds shop and event time in a message of any kind: all have them under the same numbers.</summary>
internal static class MessageKey
{
    private const uint Shop = 2;
    private const uint EventTime = 3;
    private const int InPlaceMax = 1 << 10;

    /// <summary>Reads the last of each, as the decoder does; what is missing, of another type or behind damage is absent.</summary>
    public static void Read(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> shop, out long time)
    {
        shop = default;
        time = Absent.Number;

        // A little is read behind the end, so it is copied.
        Span<byte> copy = message.Length <= InPlaceMax ? stackalloc byte[InPlaceMax + MessageCopy.Slack] : new byte[message.Length + MessageCopy.Slack];
        message.CopyTo(copy);
        ref var text = ref MemoryMarshal.GetReference(copy);
        for (var at = 0; at < message.Length;)
        {
            at = Wire.Tag(ref text, at, message.Length, out var field, out var type);
            var value = at;
            at = at > message.Length ? at : Wire.Skip(ref text, at, message.Length, type);
            if (at > message.Length)
            {
                return;
            }

            if ((field, type) == (Shop, Wire.Length))
            {
                shop = message[Wire.Integer(ref text, value, at, out _)..at];
            }
            else if ((field, type) == (EventTime, Wire.Varint))
            {
                Wire.Integer(ref text, value, at, out var milliseconds);
                time = (long)milliseconds;
            }
        }
    }
}
