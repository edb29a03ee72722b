using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json;

public sealed class JsonTextTests
{
    [Property(MaxTest = 2000)]
    public bool Unescaping_agrees_with_the_framework(string text, bool everything)
    {
        var whole = string.Concat((text ?? "").EnumerateRunes().Where(rune => rune != Rune.ReplacementChar));
        var json = everything
            ? '"' + string.Concat(whole.Select(unit => $"\\u{(int)unit:X4}")) + '"'
            : JsonSerializer.Serialize(whole);
        var raw = Encoding.UTF8.GetBytes(json)[1..^1];
        var room = new byte[raw.Length];
        var length = JsonText.Unescape(raw, room);
        return length >= 0 && Encoding.UTF8.GetString(room, 0, length) == whole;
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\ud800\\ud800")]
    [InlineData("\\ud800x\\udc00")]
    [InlineData("a\\ud800\\n")]
    public void Half_a_surrogate_pair_has_no_text(string raw) =>
        Assert.Equal(-1, JsonText.Unescape(Encoding.UTF8.GetBytes(raw), new byte[64]));
}
