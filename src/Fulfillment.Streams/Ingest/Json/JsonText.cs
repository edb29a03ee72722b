using System.Text;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Resolves the escapes of a JSON string.</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes the text that <paramref name="raw"/>, a scanned JSON string, stands for.
    /// </summary>
    /// <param name="raw">The string between its quotes; its escapes are well formed.</param>
    /// <param name="text">Room for as many bytes as <paramref name="raw"/> has, which always suffices.</param>
    /// <returns>Bytes written, or −1 where an escape is half of a surrogate pair.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(text[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(text[written..]);
            written += plain;
            if (raw[plain + 1] != (byte)'u')
            {
                text[written++] = Short(raw[plain + 1]);
                raw = raw[(plain + 2)..];
                continue;
            }

            var used = Unicode(raw[plain..], out var rune);
            if (used == 0)
            {
                return -1;
            }

            written += rune.EncodeToUtf8(text[written..]);
            raw = raw[(plain + used)..];
        }
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    /// <summary>Reads <c>\uXXXX</c> or a pair of them; gives the bytes used, 0 for half a pair.</summary>
    private static int Unicode(ReadOnlySpan<byte> escape, out Rune rune)
    {
        var high = Unit(escape);
        if (Rune.TryCreate(high, out rune))
        {
            return 6;
        }

        var paired = escape.Length >= 12 && escape[6] == (byte)'\\' && escape[7] == (byte)'u';
        return paired && Rune.TryCreate(high, Unit(escape[6..]), out rune) ? 12 : 0;
    }

    /// <summary>The UTF-16 unit of four hexadecimal digits, which the scan has checked.</summary>
    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)((Hex(escape[2]) << 12) | (Hex(escape[3]) << 8) | (Hex(escape[4]) << 4) | Hex(escape[5]));

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
