using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Http;

namespace Fulfillment.Streams.Worker.Tests.Http;

public sealed class IngestTests
{
    private readonly RecordedIngest ingest = new();

    [Fact]
    public async Task Lines_are_appended_to_their_topic_in_order_and_counted()
    {
        var (status, body) = await PostAsync("ad-spend", Text("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"accepted":3}""", body);
        Assert.Equal(Topic.AdSpend, ingest.Topic);
        Assert.Equal(["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"], ingest.Records);
    }

    [Fact]
    public async Task Empty_lines_and_carriage_returns_are_skipped_and_the_last_line_needs_no_newline()
    {
        var (_, body) = await PostAsync("orders", Text("\n\r\n{\"a\":1}\r\n  \n\n{\"a\":2}"));
        Assert.Equal("""{"accepted":2}""", body);
        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], ingest.Records);
    }

    [Fact]
    public async Task An_empty_body_is_accepted_as_nothing()
    {
        var (status, body) = await PostAsync("orders", Text(""));
        Assert.Equal((HttpStatusCode.OK, """{"accepted":0}"""), (status, body));
        Assert.Empty(ingest.Batches);
    }

    [Fact]
    public async Task Gzip_is_read()
    {
        var content = Gzip("{\"a\":1}\n{\"a\":2}\n");
        var (_, body) = await PostAsync("stock", content);
        Assert.Equal("""{"accepted":2}""", body);
        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], ingest.Records);
    }

    [Fact]
    public async Task A_line_over_a_mebibyte_passes_through_to_become_a_dead_letter()
    {
        var giant = new string('x', (1 << 20) + 17);
        var (_, body) = await PostAsync("orders", Text($"a\n{giant}\nb\n"));
        Assert.Equal("""{"accepted":3}""", body);
        Assert.Equal(["a", giant, "b"], ingest.Records);
    }

    [Fact]
    public async Task Many_lines_are_appended_in_batches_bounded_by_lines_and_by_bytes()
    {
        await PostAsync("orders", Text(string.Join('\n', Enumerable.Range(0, 50_000))), new IngestOptions { BatchLines = 20_000 });
        Assert.Equal(Enumerable.Range(0, 50_000).Select(n => $"{n}"), ingest.Records);
        // One read of 64 KiB can overshoot a batch; it never grows beyond that.
        Assert.All(ingest.Batches, count => Assert.InRange(count, 1, 20_000 + (1 << 15)));
        Assert.True(ingest.Batches.Count > 1, "the lines went in one batch");
    }

    [Fact]
    public async Task An_unknown_topic_is_404_and_names_the_topics()
    {
        var (status, body) = await PostAsync("order", Text("{}\n"));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("orders, ad-spend, tracking, stock, returns, plans", body, StringComparison.Ordinal);
        Assert.Empty(ingest.Records);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_413_counted_after_decompression(bool gzip)
    {
        var text = string.Concat(Enumerable.Repeat(new string('x', 1023) + "\n", 300));
        var (status, body) = await PostAsync("orders", gzip ? Gzip(text) : Text(text), new IngestOptions { RequestBytesMax = 200 << 10, BatchLines = 10 });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal(ingest.Records.Count, JsonDocument.Parse(body).RootElement.GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task A_line_over_its_own_limit_is_413()
    {
        var (status, body) = await PostAsync("orders", Text(new string('x', (1 << 20) + (1 << 17))), new IngestOptions { LineBytesMax = 1 << 20 });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("A line is longer than 1048576 bytes", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_made_durable_is_503_with_the_number_that_was()
    {
        var full = new RecordedIngest(capacity: 1);
        await using var host = await LocalHost.StartAsync(app => app.MapIngest(full, new IngestOptions { BatchBytes = 1 }));
        var large = new string('x', 1 << 16);
        using var answer = await host.Client.PostAsync(new Uri("/ingest/orders", UriKind.Relative), Text($"{large}\n{large}\n{large}\n"));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("The log's disk is full.", problem.GetProperty("detail").GetString());
        Assert.Equal(full.Records.Count, problem.GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task Broken_gzip_is_400()
    {
        var content = new ByteArrayContent([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("orders", content)).Status);
    }

    [Fact]
    public async Task An_encoding_that_is_not_read_is_415()
    {
        var content = Text("{}");
        content.Headers.ContentEncoding.Add("br");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("orders", content)).Status);
    }

    [Fact]
    public async Task A_page_of_another_site_may_not_post()
    {
        await using var host = await LocalHost.StartAsync(app => app.MapIngest(ingest));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ingest/orders") { Content = Text("{}\n") };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(ingest.Records);
    }

    private static StringContent Text(string ndjson) => new(ndjson, Encoding.UTF8, "application/x-ndjson");

    private static ByteArrayContent Gzip(string ndjson)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(ndjson));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return content;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string topic, HttpContent content, IngestOptions? options = null)
    {
        await using var host = await LocalHost.StartAsync(app => app.MapIngest(ingest, options));
        using var answer = await host.Client.PostAsync(new Uri($"/ingest/{topic}", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
