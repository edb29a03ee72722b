using System.Text;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>What may befall the bytes of a document.</summary>
internal static class Damage
{
    private static readonly byte[][] Splinters =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "null", "true", "-", "0", "1e999", "1e-999", "0.0000001", "NaN", "\0", " ", "  ", "\t",
            "\"lines\":", "\"event_time\":", "{}", "[]", "\"\"", "9223372036854775808", "-0", "\uFEFF", "\u00e9", "\r\n", "\"status\":\"CANCEL\",",
            "\"2026-03-07T04:00:00Z\"", "99999999999999999999999999999999999999999999",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
    ];

    /// <summary>Flips, cuts, inserts or repeats bytes somewhere.</summary>
    public static void Strike(List<byte> document, Random random)
    {
        if (document.Count == 0)
        {
            document.Add((byte)' ');
        }

        var at = random.Next(document.Count);
        switch (random.Next(7))
        {
            case 0:
                document[at] = (byte)random.Next(256);
                break;
            case 1:
                document[at] = "{}[]\",:\\0123456789.eE+-tfn "u8[random.Next(27)];
                break;
            case 2:
                document[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                document.RemoveRange(at, Math.Min(random.Next(1, 12), document.Count - at));
                break;
            case 4:
                document.InsertRange(at, Splinters[random.Next(Splinters.Length)]);
                break;
            case 5:
                document.InsertRange(at, document.GetRange(random.Next((document.Count / 2) + 1), document.Count / 4));
                break;
            default:
                document.RemoveRange(at, document.Count - at);
                break;
        }
    }
}
