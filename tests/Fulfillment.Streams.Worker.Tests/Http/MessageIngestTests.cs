using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Messages;
using Fulfillment.Streams.Worker.Http;
using Google.Protobuf;

namespace Fulfillment.Streams.Worker.Tests.Http;

/// <summary>Messages with their length before each, as Google's library writes them.</summary>
public sealed class MessageIngestTests
{
    private readonly RecordedIngest ingest = new();

    [Theory]
    [InlineData("application/x-protobuf")]
    [InlineData("application/protobuf; charset=none")]
    public async Task Messages_are_appended_in_order_and_counted(string type)
    {
        Order[] orders = [.. Enumerable.Range(0, 3).Select(n => new Order { EventId = $"e{n}", CancelReason = new string('r', n * 200) })];
        var (status, body) = await PostAsync(Delimited(orders), type);
        Assert.Equal((HttpStatusCode.OK, """{"accepted":3}"""), (status, body));
        Assert.Equal((Topic.Orders, RecordFormat.Protobuf), (ingest.Topic, ingest.Format));
        Assert.Equal(orders, ingest.Bytes.Select(Order.Parser.ParseFrom));
    }

    [Fact]
    public async Task Messages_may_be_of_any_length_from_nothing_to_more_than_a_read()
    {
        Order[] orders = [.. new[] { 0, 100_000, 1, 0, 70_000, 127, 128, 16_384, 1 << 20 }.Select(n => new Order { EventId = new string('e', n) }), new Order()];
        var (_, body) = await PostAsync(Delimited(orders));
        Assert.Equal("""{"accepted":10}""", body);
        Assert.Equal(orders, ingest.Bytes.Select(Order.Parser.ParseFrom));
    }

    [Fact]
    public async Task Many_messages_are_appended_in_batches()
    {
        var orders = Enumerable.Range(0, 50_000).Select(n => new Order { HandlingDays = n });
        await PostAsync(Delimited([.. orders]), options: new IngestOptions { BatchLines = 20_000 });
        Assert.Equal(orders, ingest.Bytes.Select(Order.Parser.ParseFrom));
        Assert.True(ingest.Batches.Count > 1, "the messages went in one batch");
    }

    [Fact]
    public async Task A_body_that_ends_inside_a_message_is_400_and_says_how_many_were_whole()
    {
        var body = Delimited(new Order { EventId = "e1" }, new Order { EventId = "e2" });
        var (status, answer) = await PostAsync(body[..^1]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("ends inside a message", answer, StringComparison.Ordinal);
        Assert.Equal(ingest.Records.Count, JsonDocument.Parse(answer).RootElement.GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task What_has_no_lengths_is_400()
    {
        var (status, answer) = await PostAsync([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("length", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync([0xFF, 0xFF, 0xFF, 0xFF, 0x0F])).Status);
        Assert.Empty(ingest.Records);
    }

    [Fact]
    public async Task A_message_over_its_own_limit_is_413()
    {
        var (status, answer) = await PostAsync(
            Delimited(new Order { EventId = new string('e', (1 << 20) + (1 << 17)) }), options: new IngestOptions { LineBytesMax = 1 << 20 });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("A message is longer than 1048576 bytes", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_types_are_lines()
    {
        await PostAsync("{}\n"u8.ToArray(), "application/x-www-form-urlencoded"); // what curl says
        Assert.Equal((RecordFormat.Json, 1), (ingest.Format, ingest.Records.Count));
    }

    private static byte[] Delimited(params Order[] orders)
    {
        using var body = new MemoryStream();
        foreach (var order in orders)
            order.WriteDelimitedTo(body);
        return body.ToArray();
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(byte[] body, string type = "application/x-protobuf", IngestOptions? options = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        await using var host = await LocalHost.StartAsync(app => app.MapIngest(ingest, options));
        using var answer = await host.Client.PostAsync(new Uri("/ingest/orders", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
