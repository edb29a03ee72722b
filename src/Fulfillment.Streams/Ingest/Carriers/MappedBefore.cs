using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Carriers;

/// <summary>
/// What <see cref="TrackingVocabulary"/> said of the last codes asked for: a feed repeats a few dozen. A code that falls into
/// the place of another drives it out. Not thread-safe; bounded.
/// </summary>
internal sealed class MappedBefore
{
    private const int Places = 256;
    private const int PlaceBytes = 64;

    private readonly byte[] texts = new byte[Places * PlaceBytes];
    private readonly (byte StatusLength, byte CarrierLength, TrackingStatus Mapped)[] places = new (byte, byte, TrackingStatus)[Places];

    /// <summary>As <see cref="TrackingVocabulary.Map"/>.</summary>
    public TrackingStatus Map(ReadOnlySpan<byte> status, ReadOnlySpan<byte> carrier)
    {
        if (status.Length is 0 or > PlaceBytes / 2 || carrier.Length > PlaceBytes / 2)
        {
            return TrackingVocabulary.Map(status, carrier);
        }

        var at = Place(status, carrier);
        ref var place = ref places[at];
        var text = texts.AsSpan(at * PlaceBytes, PlaceBytes);
        if (!text[..place.StatusLength].SequenceEqual(status) || !text.Slice(PlaceBytes / 2, place.CarrierLength).SequenceEqual(carrier))
        {
            status.CopyTo(text);
            carrier.CopyTo(text[(PlaceBytes / 2)..]);
            place = ((byte)status.Length, (byte)carrier.Length, TrackingVocabulary.Map(status, carrier));
        }

        return place.Mapped;
    }

    private static int Place(ReadOnlySpan<byte> status, ReadOnlySpan<byte> carrier) =>
        (int)(((Ends(status) + (Ends(carrier) * 31)) * 0x9E37_79B9_7F4A_7C15) >> 56);

    /// <summary>The first and the last bytes of a text, mixed with its length.</summary>
    private static ulong Ends(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4)
        {
            return text.IsEmpty ? 0 : ((ulong)text.Length << 16) | ((ulong)text[0] << 8) | text[^1];
        }

        var (first, last) = (MemoryMarshal.Read<uint>(text), MemoryMarshal.Read<uint>(text[^4..]));
        return first + ((ulong)last << 24) + ((ulong)text.Length << 56);
    }
}
