using System.Text;

namespace Fulfillment.Streams.Ingest;

/// <summary>The media type by which a record, or the body of a request, says its format.</summary>
public static class ContentType
{
    /// <summary>Name of a Kafka record's header.</summary>
    public const string Header = "content-type";

    /// <summary>The media type of <see cref="RecordFormat.Protobuf"/> records, as it is written here.</summary>
    public const string Protobuf = "application/x-protobuf";

    private static readonly string[] Spellings = [Protobuf, "application/protobuf", "application/vnd.google.protobuf"];

    /// <summary>
    /// The format of a media type: Protobuf in any of its usual spellings and cases, parameters ignored; anything else is JSON,
    /// for tools name whatever they like where nobody looks.
    /// </summary>
    public static RecordFormat FormatOf(ReadOnlySpan<char> mediaType)
    {
        var end = mediaType.IndexOf(';');
        var bare = (end < 0 ? mediaType : mediaType[..end]).Trim();
        foreach (var spelling in Spellings)
        {
            if (bare.Equals(spelling, StringComparison.OrdinalIgnoreCase))
            {
                return RecordFormat.Protobuf;
            }
        }

        return RecordFormat.Json;
    }

    /// <summary>The same for a header's bytes.</summary>
    public static RecordFormat FormatOf(ReadOnlySpan<byte> mediaType)
    {
        const int Longest = 128; // with parameters; longer ones are none of ours
        Span<char> text = stackalloc char[Longest];
        return mediaType.Length <= Longest ? FormatOf(text[..Encoding.Latin1.GetChars(mediaType, text)]) : RecordFormat.Json;
    }
}
