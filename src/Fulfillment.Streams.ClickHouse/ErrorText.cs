using System.Globalization;
using System.Text.RegularExpressions;

namespace Fulfillment.Streams.ClickHouse;

/// <summary>ClickHouse's exception text: <c>Code: 60. DB::Exception: … (UNKNOWN_TABLE)</c>.</summary>
internal static partial class ErrorText
{
    /// <summary>The error as an exception that carries its code; 0 where the text has none.</summary>
    public static ClickHouseException ToException(string text, Exception? inner = null) => new(Code(text), text.Trim(), inner);

    /// <summary>The first code in <paramref name="text"/>, or 0.</summary>
    public static int Code(string text) =>
        CodePattern().Match(text) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    [GeneratedRegex(@"\bCode: (\d{1,9})\b", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
