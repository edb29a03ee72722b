using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Carriers;

/// <summary>
/// Maps the status codes of carriers and aggregators to the canonical ones. Looked up in this order:
/// <list type="number">
/// <item>the vocabulary of the parcel's carrier, where it has one (the short codes of USPS and UPS);</item>
/// <item>the contract's own statuses and the aggregators' (AfterShip, EasyPost, 17TRACK, TikTok), which agree
/// wherever they share a code, as a test asserts: <c>Exception</c> is EXCEPTION, <c>Expired</c> is UNKNOWN;</item>
/// <item>where the carrier is not given, the carriers' vocabularies, if all that have the code agree on it.</item>
/// </list>
/// What is in none of them is <see cref="TrackingStatus.Unknown"/>; the raw status is kept beside it. Thread-safe.
/// </summary>
public static class TrackingVocabulary
{
    private static readonly CodeTable General = Table(Vocabulary.All.Where(v => v.Carriers.Count == 0));
    private static readonly CodeTable[] ByCarrier = [.. Spoken.Select(v => Table([v]))];
    private static readonly byte[][][] CarrierNames = [.. Spoken.Select(v => v.Carriers.Select(Folded).ToArray())];

    private static IEnumerable<Vocabulary> Spoken => Vocabulary.All.Where(v => v.Carriers.Count > 0);

    /// <summary>The canonical status, <see cref="TrackingStatus.Unknown"/> where the code is in no vocabulary.</summary>
    /// <param name="status">The status as it came, UTF-8.</param>
    /// <param name="carrier">The carrier as it came, UTF-8; empty where it is not known.</param>
    public static TrackingStatus Map(ReadOnlySpan<byte> status, ReadOnlySpan<byte> carrier)
    {
        var speaker = Speaker(carrier);
        if (speaker >= 0 && ByCarrier[speaker].TryGet(status, out var mapped))
        {
            return mapped;
        }

        if (General.TryGet(status, out mapped))
        {
            return mapped;
        }

        return carrier.IsEmpty ? Agreed(status) : TrackingStatus.Unknown;
    }

    private static TrackingStatus Agreed(ReadOnlySpan<byte> status)
    {
        var agreed = TrackingStatus.Unknown;
        var found = false;
        foreach (var table in ByCarrier)
        {
            if (table.TryGet(status, out var mapped))
            {
                agreed = !found || mapped == agreed ? mapped : TrackingStatus.Unknown;
                found = true;
            }
        }

        return agreed;
    }

    /// <summary>Index of the carrier's vocabulary, or −1. The first word suffices: <c>UPS Ground</c>, <c>usps-international</c>.</summary>
    private static int Speaker(ReadOnlySpan<byte> carrier)
    {
        if (carrier.IsEmpty)
        {
            return -1;
        }

        Span<byte> room = stackalloc byte[64];
        ReadOnlySpan<byte> whole = room[..CodeTable.Fold(carrier, room)];
        var wordEnd = carrier.IndexOfAny(" _-"u8);
        var firstWord = whole[..Math.Min(wordEnd < 0 ? whole.Length : wordEnd, whole.Length)];
        for (var i = 0; i < CarrierNames.Length; i++)
        {
            foreach (var name in CarrierNames[i])
            {
                if (whole.SequenceEqual(name) || firstWord.SequenceEqual(name))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static CodeTable Table(IEnumerable<Vocabulary> vocabularies)
    {
        var table = new CodeTable();
        foreach (var (code, status) in vocabularies.SelectMany(v => v.Entries))
        {
            if (!table.Add(code, status))
            {
                throw new InvalidOperationException($"Two vocabularies disagree on the tracking status '{code}'.");
            }
        }

        return table;
    }

    private static byte[] Folded(string carrier)
    {
        var folded = new byte[carrier.Length];
        return folded[..CodeTable.Fold(System.Text.Encoding.UTF8.GetBytes(carrier), folded)];
    }
}
