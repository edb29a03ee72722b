using System.IO.Compression;
using Fulfillment.Streams.Ingest;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>
/// <c>POST /ingest/{topic}</c>: newline-delimited JSON, or by its Content-Type Protobuf messages with their length before each;
/// plain or gzip, of any length up to the limit.
/// </summary>
public static class IngestEndpoint
{
    /// <summary>
    /// Maps the endpoint. 200 <c>{"accepted":n}</c> means all n events are durable. Any other answer is problem+json whose
    /// <c>accepted</c> says how many events were durable before the trouble; sending the whole body again is safe because
    /// events carry their identity.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="ingest">Where the events go.</param>
    /// <param name="options">Limits; the defaults when null.</param>
    public static void MapIngest(this IEndpointRouteBuilder app, IEventIngest ingest, IngestOptions? options = null) =>
        app.MapPost("/ingest/{topic}", (string topic, HttpContext http) => ReceiveAsync(topic, http, ingest, options ?? new IngestOptions()));

    private static async Task<Results<JsonHttpResult<IngestReceipt>, ProblemHttpResult>> ReceiveAsync(
        string topicName, HttpContext http, IEventIngest ingest, IngestOptions options)
    {
        if (!TopicNames.TryParse(topicName, out var topic))
            return Problem(StatusCodes.Status404NotFound, $"There is no topic '{topicName}'. Topics: {string.Join(", ", TopicNames.All.Select(t => t.Name()))}.", 0);
        if (IsForeign(http.Request))
            return Problem(StatusCodes.Status403Forbidden, "Pages of other sites may not send events here.", 0);
        if (Decompressed(http.Request) is not { } body)
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{http.Request.Headers.ContentEncoding}' is not read; send gzip or nothing.", 0);

        // The limit is on decompressed bytes and counted here; the server's own 30 MB would cut large loads short.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var copy = new RecordCopy(topic, ContentType.FormatOf(http.Request.ContentType), ingest, options);
        try
        {
            var accepted = await copy.RunAsync(body, http.RequestAborted).ConfigureAwait(false);
            return TypedResults.Json(new IngestReceipt(accepted), HttpJson.Default.IngestReceipt);
        }
        catch (RequestTooLargeException tooLarge)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, tooLarge.Message, copy.Accepted);
        }
        catch (MalformedBodyException malformed)
        {
            return Problem(StatusCodes.Status400BadRequest, malformed.Message, copy.Accepted);
        }
        catch (InvalidDataException notGzip)
        {
            return Problem(StatusCodes.Status400BadRequest, $"The body is not valid gzip: {notGzip.Message}", copy.Accepted);
        }
        catch (IngestUnavailableException unavailable)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, unavailable.Message, copy.Accepted);
        }
    }

    /// <summary>A browser names the page's site; programs send no Origin. Keeps a stray web page from writing to a loopback worker.</summary>
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static Stream? Decompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        _ => null,
    };

    private static ProblemHttpResult Problem(int status, string detail, long accepted) => TypedResults.Problem(
        detail,
        statusCode: status,
        extensions: new Dictionary<string, object?> { ["accepted"] = accepted });
}
