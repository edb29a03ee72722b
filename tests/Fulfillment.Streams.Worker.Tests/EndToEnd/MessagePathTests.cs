using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Messages;
using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>
/// The same events as messages: on Kafka, and by HTTP into the embedded log. What cannot be written as a message, because its JSON
/// is damaged, goes as it is beside them. The views are those of a replay of the JSON, byte for byte.
/// </summary>
[Collection(OneStoreAtATime.Name)]
public sealed partial class MessagePathTests : IDisposable
{
    private const int Events = 20_000;
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Views_are_the_same_whatever_the_format_and_the_way_in()
    {
        await FulfillmentProcess.SucceedAsync(
            "generate", "--out", _temp["events"], "--events", $"{Events}", "--malformed", "300", "--seed", "21", "--shops", "16", "--days", "10");
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["from-json"]);
        var records = TopicNames.All.SelectMany(Records).ToList();
        Assert.InRange(records.Count(r => r.Format == RecordFormat.Protobuf), Events - 300, Events);

        await ThroughKafkaAsync(records);
        await ThroughHttpAsync(records);

        var expected = await ReplayedStore.DumpAsync(_temp["from-json"]);
        foreach (var way in new[] { "from-kafka", "from-http" })
        {
            Assert.Equal(expected, await ReplayedStore.DumpAsync(_temp[way]));
            Assert.Equal($"{Events}\t{await RejectedAsync("from-json")}", await CountedAsync(way));
        }
    }

    private async Task ThroughKafkaAsync(IReadOnlyList<(Topic Topic, RecordFormat Format, byte[] Bytes)> records)
    {
        using var broker = new MockBroker(partitions: 4);
        using (var publisher = new KafkaPublisher(new KafkaOptions { BootstrapServers = broker.Address }, NullLogger<KafkaPublisher>.Instance))
        {
            foreach (var alike in records.GroupBy(r => (r.Topic, r.Format)))
            {
                await publisher.AppendAsync(alike.Key.Topic, alike.Key.Format, [.. alike.Select(r => (ReadOnlyMemory<byte>)r.Bytes)], CancellationToken.None);
            }
        }

        await FulfillmentProcess.SucceedAsync(
            "run", "--kafka", broker.Address, "--store", _temp["from-kafka"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0", "--stop-at-end");
    }

    private async Task ThroughHttpAsync(IReadOnlyList<(Topic Topic, RecordFormat Format, byte[] Bytes)> records)
    {
        using var worker = new FulfillmentProcess("run", "--store", _temp["from-http"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        await worker.UntilAsync(() => Task.FromResult(worker.Output.Contains("SQL", StringComparison.Ordinal)), "it said its address");
        using var http = new HttpClient { BaseAddress = new Uri(PageLine().Match(worker.Output).Groups[1].Value) };
        foreach (var alike in records.GroupBy(r => (r.Topic, r.Format)))
        {
            using var body = new MemoryStream();
            foreach (var (_, format, bytes) in alike)
            {
                Write(body, format, bytes);
            }

            using var content = new ByteArrayContent(body.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue(alike.Key.Format == RecordFormat.Protobuf ? ContentType.Protobuf : "application/x-ndjson");
            using var answer = await http.PostAsync(new Uri($"/ingest/{alike.Key.Topic.Name()}", UriKind.Relative), content);
            Assert.Equal($$"""{"accepted":{{alike.Count()}}}""", await answer.Content.ReadAsStringAsync());
        }

        await worker.UntilAsync(async () => (await CountedAsync("from-http")).StartsWith($"{Events}\t", StringComparison.Ordinal), "it read all");
        worker.Interrupt();
        await worker.ExitAsync();
        Assert.True(worker.ExitCode == 0, $"Ctrl-C ended with {worker.ExitCode}: {worker.Errors}");
    }

    private static void Write(MemoryStream body, RecordFormat format, byte[] record)
    {
        if (format == RecordFormat.Json)
        {
            body.Write(record);
            body.WriteByte((byte)'\n');
            return;
        }

        using var output = new CodedOutputStream(body, leaveOpen: true);
        output.WriteBytes(ByteString.CopyFrom(record)); // its length before it
    }

    private IEnumerable<(Topic Topic, RecordFormat Format, byte[] Bytes)> Records(Topic topic) =>
        Directory.EnumerateFiles(_temp["events"], topic.Name() + ".*").SelectMany(Lines).Select(
            line => JsonToMessage.TryConvert(topic, line) is { } message ? (topic, RecordFormat.Protobuf, message) : (topic, RecordFormat.Json, line));

    private static IEnumerable<byte[]> Lines(string path)
    {
        var file = File.ReadAllBytes(path);
        for (var (from, end) = (0, 0); from < file.Length; from = end + 1)
        {
            end = Array.IndexOf(file, (byte)'\n', from);
            yield return file[from..end];
        }
    }

    private async Task<string> RejectedAsync(string store) => (await CountedAsync(store)).Split('\t')[1];

    private async Task<string> CountedAsync(string store) => (await FulfillmentProcess.SucceedAsync(
        "query", "SELECT sum(applied + duplicates + late + rejected), sum(rejected) FROM fulfillment.v_freshness", "--store", _temp[store])).Trim();

    [GeneratedRegex(@"Page\s+(\S+)")]
    private static partial Regex PageLine();
}
