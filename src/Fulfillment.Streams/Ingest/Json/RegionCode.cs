namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Two-letter states as people type them.</summary>
internal static class RegionCode
{
    /// <summary>Trims white space and raises ASCII letters in place; gives the new length.</summary>
    public static int Normalize(Span<byte> text)
    {
        var trimmed = text.Trim(" \t\r\n"u8);
        for (var i = 0; i < trimmed.Length; i++)
        {
            // Front to back: source and target may overlap.
            text[i] = trimmed[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(trimmed[i] - 32) : trimmed[i];
        }

        return trimmed.Length;
    }
}
