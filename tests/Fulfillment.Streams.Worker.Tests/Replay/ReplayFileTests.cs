using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Replay;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>The index of a file has every line that is not empty, where it is and when it is due.</summary>
public sealed class ReplayFileTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Lines_keep_time_number_and_bytes_and_those_without_a_time_go_with_the_line_before()
    {
        var (text, expected) = (new StringBuilder(), new List<(long Time, int Number, string Line)>());
        var random = new Random(3);
        var last = long.MinValue;
        while (text.Length < 3 << 20)
        {
            var n = expected.Count;
            var time = 1_780_000_000_000 + (n * 1000) - random.Next(5000);
            var line = (n % 7) switch
            {
                3 => "no time, and no JSON " + new string('x', random.Next(400)),
                5 => $$"""{"event_time":{{time}},"shop_id":"s","long":"{{new string('y', random.Next(20_000))}}"}""",
                _ => $$"""{"shop_id":"s{{n % 5}}","event_time":"{{DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}"}""",
            };
            last = n % 7 == 3 ? last : time;
            expected.Add((last, n, line));
            text.Append(line).Append(n % 3 == 0 ? "\r\n" : "\n").Append(n % 11 == 0 ? "\n  \n" : "");
        }

        AssertIndexed(text.ToString(), expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a")]
    [InlineData("a\nb")]
    [InlineData("a\n\nb\n")]
    public void Small_files_may_end_anyhow(string text) => AssertIndexed(
        text, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, n) => (long.MinValue, n, line))]);

    private void AssertIndexed(string text, List<(long Time, int Number, string Line)> expected)
    {
        var path = directory["orders.ndjson"];
        File.WriteAllText(path, text);
        using var file = new ReplayFile(path, Topic.Orders, directory["scratch"]);
        Assert.Equal(expected.Count, file.Lines.Count);
        foreach (var (wanted, line) in expected.OrderBy(e => (e.Time, e.Number)).Zip(file.Lines))
        {
            Assert.Equal((wanted.Time, wanted.Number, wanted.Line), (line.Time, line.Number, Encoding.UTF8.GetString(file[line])));
            Assert.Equal(RecordKey.Of(file[line]).ShopHash, line.ShopHash);
        }
    }
}
