using System.Text;
using System.Text.Json;
using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>Files → Kafka (broker in its own process, 8 partitions) → worker in its own process → ClickHouse, against a replay of the same files.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class KafkaPathTests : IDisposable
{
    private const int Events = 200_000;
    private const int Malformed = 1_000;
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Views_equal_those_of_a_replay_and_dead_letters_are_exactly_the_malformed_records()
    {
        // many shops, because the mock broker keeps 5 MiB a partition and a shop's events share one
        await FulfillmentProcess.SucceedAsync(
            "generate", "--out", _temp["events"], "--events", $"{Events}", "--malformed", $"{Malformed}", "--seed", "11",
            "--shops", "64", "--skus", "8", "--days", "10");
        using var broker = new MockBroker(partitions: 8);
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--kafka", broker.Address);

        await FulfillmentProcess.SucceedAsync(
            "run", "--kafka", broker.Address, "--store", _temp["from-kafka"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0", "--stop-at-end");
        var replayed = await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["from-files"], "--json");

        Assert.Equal(await ReplayedStore.DumpAsync(_temp["from-files"]), await ReplayedStore.DumpAsync(_temp["from-kafka"]));
        await CountsAreExactAsync(JsonDocument.Parse(replayed).RootElement);
        await LettersAreTheMalformedAsync(broker);
    }

    private async Task CountsAreExactAsync(JsonElement replayed)
    {
        Assert.Equal(Events, replayed.GetProperty("read").GetInt64());
        await using var tables = ReplayedStore.Open(_temp["from-kafka"]);
        Assert.Equal(
            $"{Events}\t{Malformed}\t0\t8\n",
            await tables.AskAsync("SELECT sum(applied + duplicates + late + rejected), sum(rejected), sum(late), uniqExact(partition) FROM fulfillment.v_freshness"));
    }

    private async Task LettersAreTheMalformedAsync(MockBroker broker)
    {
        var lines = (await FulfillmentProcess.SucceedAsync("dlq", "list", "--kafka", broker.Address, "--json", "--limit", "100000"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(Malformed, lines.Count);
        Assert.All(lines, l => Assert.NotEmpty(l.GetProperty("reason").GetString()!));

        // every letter is, byte for byte, a line of the files, and no line is used twice
        var originals = Directory.EnumerateFiles(_temp["events"]).SelectMany(Lines).GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count());
        foreach (var letter in lines)
        {
            var bytes = Encoding.Latin1.GetString(letter.GetProperty("payload").GetBytesFromBase64());
            Assert.True(originals.TryGetValue(bytes, out var left) && left > 0, $"no line of the input is {bytes}");
            originals[bytes] = left - 1;
        }
    }

    private static IEnumerable<string> Lines(string path) =>
        Encoding.Latin1.GetString(File.ReadAllBytes(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
