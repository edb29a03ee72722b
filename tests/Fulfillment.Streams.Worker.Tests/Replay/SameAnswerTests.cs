using System.IO.Compression;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>Replays of the same events in another order, doubled, or in two parts leave every view byte-identical.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class SameAnswerTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "TestData", "dataco");
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Shuffled_and_doubled_input_gives_byte_identical_views_and_counts_the_repeats()
    {
        await ReplayedStore.ReplayAsync(_temp["plain"], null, Data);
        var files = Rewrite((lines, random) =>
        {
            string[] doubled = [.. lines, .. lines];
            random.Shuffle(doubled);
            return doubled;
        });

        var twice = await ReplayedStore.ReplayAsync(_temp["shuffled"], null, files);

        Assert.Equal((2 * 1914L, 1914L), (twice.Topics.Sum(t => t.Applied + t.Duplicate), twice.Topics.Sum(t => t.Duplicate)));
        Assert.Equal(await ReplayedStore.DumpAsync(_temp["plain"]), await ReplayedStore.DumpAsync(_temp["shuffled"]));
    }

    [Fact]
    public async Task A_replay_in_two_parts_goes_on_from_the_first_and_ends_where_one_replay_does()
    {
        await ReplayedStore.ReplayAsync(_temp["whole"], null, Data);
        var first = Rewrite((lines, _) => lines[..(lines.Length / 2)], "first");
        var second = Rewrite((lines, _) => lines[(lines.Length / 2)..], "second");

        await ReplayedStore.ReplayAsync(_temp["parts"], null, first);
        await ReplayedStore.ReplayAsync(_temp["parts"], null, second);

        Assert.Equal(await ReplayedStore.DumpAsync(_temp["whole"]), await ReplayedStore.DumpAsync(_temp["parts"]));
    }

    private string Rewrite(Func<string[], Random, string[]> change, string name = "rewritten")
    {
        var random = new Random(7);
        var folder = Directory.CreateDirectory(_temp[name]).FullName;
        foreach (var topic in (string[])["orders", "tracking"])
        {
            using var packed = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Data, topic + ".ndjson.gz")), CompressionMode.Decompress));
            var lines = packed.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            File.WriteAllLines(Path.Combine(folder, topic + ".ndjson"), change(lines, random));
        }

        return folder;
    }
}
