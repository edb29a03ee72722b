using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Fulfillment.Streams.ClickHouse.Statements;
using Fulfillment.Streams.Sink;
using Polly;
using Polly.Timeout;

namespace Fulfillment.Streams.ClickHouse.Http;

/// <summary>
/// A ClickHouse server over its HTTP interface. Unqualified names mean the database <c>fulfillment</c>. Failures that may
/// pass are tried again with exponential backoff and jitter; statements and inserts must therefore be safe to repeat.
/// Thread-safe.
/// </summary>
public sealed class HttpClickHouse : IClickHouse
{
    private const string Database = "fulfillment";
    private const int ErrorTextMax = 1 << 16;
    private readonly HttpClient client;
    private readonly HttpClickHouseOptions options;
    private readonly ResiliencePipeline retries;
    private readonly Uri url;
    private readonly string shownUrl;

    /// <summary>Prepares a client; nothing is sent until it is used.</summary>
    public HttpClickHouse(HttpClickHouseOptions options, TimeProvider time)
    {
        this.options = options;
        retries = Retries.Pipeline(options, time);
        var address = new UriBuilder(options.Url);
        var user = options.User ?? NullIfEmpty(Uri.UnescapeDataString(address.UserName));
        var password = options.Password ?? NullIfEmpty(Uri.UnescapeDataString(address.Password));
        address.UserName = address.Password = string.Empty;
        url = address.Uri;
        shownUrl = url.GetLeftPart(UriPartial.Path);
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a moved host name is noticed
            AutomaticDecompression = options.Compress ? DecompressionMethods.GZip : DecompressionMethods.None,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        AddHeader("X-ClickHouse-User", user);
        AddHeader("X-ClickHouse-Key", password);
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var tokens = SqlLexer.Tokens(sql).Take(2).ToArray();
        var createsDatabase = tokens is [var create, var database] && create.Is("CREATE", sql) && database.Is("DATABASE", sql);
        List<KeyValuePair<string, string>> parameters = createsDatabase ? [] : [new("database", Database)]; // it cannot be current before it is
        using var _ = await SendAsync(parameters, Encoding.UTF8.GetBytes(sql), repeatOverload: true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken)
    {
        if (rowBinary.IsEmpty)
        {
            return;
        }

        List<KeyValuePair<string, string>> parameters =
        [
            new("database", Database),
            new("query", $"INSERT INTO {Database}.{table.Table} ({table.Columns}) FORMAT RowBinary"),
            new("async_insert", "0"), // an answer must mean that the rows are in the table
            new("optimize_on_insert", "0"), // the keys of a flush differ, so there is nothing to merge before it is written
        ];
        using var _ = await SendAsync(parameters, rowBinary, repeatOverload: true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> parameters = [new("database", Database), new("default_format", query.Format)];
        parameters.AddRange(query.Parameters.Select(p => new KeyValuePair<string, string>($"param_{p.Key}", p.Value)));
        parameters.AddRange(query.Settings);
        if (query.ReadOnly)
        {
            parameters.Add(new("readonly", "1"));
        }

        using var answer = await SendAsync(parameters, Encoding.UTF8.GetBytes(query.Sql), repeatOverload: false, cancellationToken).ConfigureAwait(false);
        try
        {
            await answer.Content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            throw HttpFailures.NotReached(shownUrl, broken);
        }
        catch (HttpIOException broken)
        {
            throw new ClickHouseException(0, $"The answer of ClickHouse at {shownUrl} broke off: {broken.Message}", broken) { MayPass = true };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpResponseMessage> SendAsync(
        List<KeyValuePair<string, string>> parameters, ReadOnlyMemory<byte> body, bool repeatOverload, CancellationToken cancellationToken)
    {
        // Held back on the server until it is complete: an error after the first byte could not be told from data.
        parameters.Add(new("wait_end_of_query", "1"));
        parameters.Add(new("enable_http_compression", options.Compress ? "1" : "0"));
        var payload = options.Compress ? Gzip(body) : body;
        var id = Guid.NewGuid().ToString("N");
        var attempt = 0;
        try
        {
            return await retries.ExecuteAsync(
                async token =>
                {
                    // A new id each time: the server refuses one that an attempt we gave up on still uses.
                    var queryId = string.Create(CultureInfo.InvariantCulture, $"{id}-{++attempt}");
                    return await AttemptAsync(Address(parameters, queryId), payload, repeatOverload, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TransientException spent)
        {
            throw attempt == 1 ? spent.Failure : new ClickHouseException(spent.Failure.Code, $"{spent.Failure.Message} (tried {attempt} times)", spent.Failure) { MayPass = true };
        }
        catch (TimeoutRejectedException late)
        {
            throw HttpFailures.TooSlow(shownUrl, options.RequestTimeMax, late);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(Uri address, ReadOnlyMemory<byte> payload, bool repeatOverload, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(payload) };
        if (options.Compress)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            var known = HttpFailures.NotReached(shownUrl, failure);
            throw HttpFailures.MayPass(failure) ? new TransientException(known) : known;
        }
        catch (TaskCanceledException slow) when (slow.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new TransientException(HttpFailures.TooSlow(shownUrl, options.ConnectTimeMax, slow));
        }

        if (answer.IsSuccessStatusCode && !answer.Headers.Contains("X-ClickHouse-Exception-Code"))
        {
            return answer;
        }

        using (answer)
        {
            throw await ErrorAsync(answer, repeatOverload, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Exception> ErrorAsync(HttpResponseMessage answer, bool repeatOverload, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            text = broken.Message;
        }

        text = text.Length > ErrorTextMax ? text[..ErrorTextMax] : text;
        var code = answer.Headers.TryGetValues("X-ClickHouse-Exception-Code", out var values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : ErrorText.Code(text);
        var failure = HttpFailures.Answered(shownUrl, answer.StatusCode, code, text);
        return Retries.MayPass((int)answer.StatusCode, code, repeatOverload) ? new TransientException(failure) : failure;
    }

    private Uri Address(List<KeyValuePair<string, string>> parameters, string queryId)
    {
        var query = new StringBuilder(url.Query.TrimStart('?'));
        foreach (var (name, value) in parameters.Append(new("query_id", queryId)))
        {
            query.Append(query.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte> body)
    {
        var compressed = new MemoryStream(body.Length / 3);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body.Span);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private void AddHeader(string name, string? value)
    {
        if (value is not null)
        {
            client.DefaultRequestHeaders.Add(name, value);
        }
    }
}
