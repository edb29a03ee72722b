using System.Globalization;
using System.IO.Compression;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Statements;
using Microsoft.AspNetCore.WebUtilities;

namespace Fulfillment.Streams.Worker.Sql;

/// <summary>
/// ClickHouse's HTTP interface in front of a store, read-only, so that curl, drivers and Grafana ask the embedded store as
/// they would ask a server. An answer is held back (memory, then disk) until it is complete: an error then always has its
/// status, and a slow reader holds no connection of the engine.
/// </summary>
public static class SqlEndpoint
{
    private const int AnswerMemoryMax = 1 << 20;
    private const long AnswerBytesMax = 4L << 30;

    /// <summary>Maps <c>/</c>, <c>/ping</c> and <c>/replicas_status</c>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="clickHouse">What answers; its queries are marked read-only.</param>
    /// <param name="limits">Limits that a request may lower and not raise.</param>
    /// <param name="time">Measures how long an answer took.</param>
    public static IEndpointRouteBuilder MapClickHouseSql(this IEndpointRouteBuilder endpoints, IClickHouse clickHouse, EmbeddedOptions limits, TimeProvider time)
    {
        endpoints.MapMethods("/", ["GET", "HEAD", "POST"], context => AnswerAsync(context, clickHouse, limits, time));
        endpoints.MapGet("/ping", () => "Ok.\n");
        endpoints.MapGet("/replicas_status", () => "Ok.\n");
        return endpoints;
    }

    private static async Task AnswerAsync(HttpContext context, IClickHouse clickHouse, EmbeddedOptions limits, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var cancellationToken = context.RequestAborted;
        SetCommonHeaders(context);
        await using var answer = new FileBufferingWriteStream(AnswerMemoryMax, AnswerBytesMax);
        try
        {
            var query = await SqlRequest.ReadAsync(context.Request, limits, cancellationToken).ConfigureAwait(false);
            if (query is null)
            {
                await context.Response.WriteAsync("Ok.\n", cancellationToken).ConfigureAwait(false);
                return;
            }

            await clickHouse.QueryAsync(query, answer, cancellationToken).ConfigureAwait(false);
            var format = SqlStatements.FormatOf(query.Sql) ?? query.Format;
            context.Response.Headers["X-ClickHouse-Format"] = format;
            context.Response.ContentType = ContentTypes.Of(format);
        }
        catch (ClickHouseException error)
        {
            await RefuseAsync(context, error, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (IOException tooLong) when (!cancellationToken.IsCancellationRequested)
        {
            await RefuseAsync(context, new ClickHouseException(396, tooLong.Message, tooLong), cancellationToken).ConfigureAwait(false);
            return;
        }

        var elapsed = (long)time.GetElapsedTime(started).TotalNanoseconds;
        context.Response.Headers["X-ClickHouse-Summary"] = Summary(answer.Length, elapsed);
        await SendAsync(context, answer, cancellationToken).ConfigureAwait(false);
    }

    private static void SetCommonHeaders(HttpContext context)
    {
        var id = context.Request.Query["query_id"].ToString();
        var headers = context.Response.Headers;
        headers["X-ClickHouse-Query-Id"] = id.Length is > 0 and <= 200 && id.All(c => c is > ' ' and < '\x7f') ? id : Guid.NewGuid().ToString();
        headers["X-ClickHouse-Timezone"] = "UTC";
        headers["X-ClickHouse-Server-Display-Name"] = "fulfillment";
    }

    private static async Task SendAsync(HttpContext context, FileBufferingWriteStream answer, CancellationToken cancellationToken)
    {
        if (!WantsGzip(context.Request))
        {
            context.Response.ContentLength = answer.Length;
            await answer.DrainBufferAsync(context.Response.Body, cancellationToken).ConfigureAwait(false);
            return;
        }

        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await answer.DrainBufferAsync(gzip, cancellationToken).ConfigureAwait(false);
    }

    // As ClickHouse: only who asks for it twice, in the header and by the setting, gets it.
    private static bool WantsGzip(HttpRequest request) =>
        request.Query["enable_http_compression"].ToString() is "1" or "true"
        && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    private static async Task RefuseAsync(HttpContext context, ClickHouseException error, CancellationToken cancellationToken)
    {
        var text = error.Message.StartsWith("Code: ", StringComparison.Ordinal)
            ? error.Message
            : string.Create(CultureInfo.InvariantCulture, $"Code: {error.Code}. DB::Exception: {error.Message}");
        context.Response.StatusCode = ErrorStatus.Of(error.Code);
        context.Response.Headers["X-ClickHouse-Exception-Code"] = error.Code.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/plain; charset=UTF-8";
        await context.Response.WriteAsync($"{text}\n", Encoding.UTF8, cancellationToken).ConfigureAwait(false);
    }

    private static string Summary(long bytes, long nanoseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"read_rows\":\"0\",\"read_bytes\":\"0\",\"written_rows\":\"0\",\"written_bytes\":\"0\",\"total_rows_to_read\":\"0\",\"result_rows\":\"0\",\"result_bytes\":\"{bytes}\",\"elapsed_ns\":\"{nanoseconds}\"}}");
}
