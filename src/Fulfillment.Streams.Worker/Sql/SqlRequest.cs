using System.IO.Compression;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.Worker.Sql;

/// <summary>A request to ClickHouse's HTTP interface as a query: SQL from <c>query=</c> and the body, parameters, settings, format.</summary>
internal static class SqlRequest
{
    private const int BodyMax = 1 << 20;

    /// <summary>The query in <paramref name="request"/>; null where it has none.</summary>
    /// <exception cref="ClickHouseException">The request asks for what this endpoint does not do; says what.</exception>
    public static async Task<ClickHouseQuery?> ReadAsync(HttpRequest request, EmbeddedOptions limits, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            var value = values.ToString();
            if (name.StartsWith("param_", StringComparison.Ordinal))
            {
                parameters[name["param_".Length..]] = value;
            }
            else if (SqlSettings.Accept(name, value, limits) is { } accepted)
            {
                settings[name] = accepted;
            }
        }

        CheckDatabase(request.Query["database"].ToString());
        CheckDatabase(request.Headers["X-ClickHouse-Database"].ToString());
        var format = request.Query["default_format"].ToString() is { Length: > 0 } asked ? asked : request.Headers["X-ClickHouse-Format"].ToString();
        var sql = await SqlAsync(request, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrWhiteSpace(sql)
            ? null
            : new ClickHouseQuery(DriverGreeting.Answerable(sql), CheckFormat(format)) { Parameters = parameters, Settings = settings, ReadOnly = true };
    }

    private static async Task<string> SqlAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var beginning = request.Query["query"].ToString();
        if (!HttpMethods.IsPost(request.Method))
        {
            return beginning;
        }

        var rest = await BodyAsync(request, cancellationToken).ConfigureAwait(false);
        return beginning.Length == 0 ? rest : rest.Length == 0 ? beginning : $"{beginning}\n{rest}";
    }

    private static async Task<string> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        await using var body = request.Headers.ContentEncoding.ToString().ToUpperInvariant() switch
        {
            "" or "IDENTITY" => request.Body,
            "GZIP" => new GZipStream(request.Body, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(request.Body, CompressionMode.Decompress),
            "BR" => new BrotliStream(request.Body, CompressionMode.Decompress),
            var other => throw Refusal(48, $"Content-Encoding {other} is not supported here; use gzip. (NOT_IMPLEMENTED)"),
        };
        var text = new MemoryStream();
        var buffer = new byte[1 << 14];
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                text.Write(buffer.AsSpan(0, count));
                if (text.Length > BodyMax)
                {
                    throw Refusal(62, "Max query size exceeded: 1048576 bytes. (SYNTAX_ERROR)");
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw Refusal(6, $"The body is not what its Content-Encoding says: {broken.Message} (CANNOT_PARSE_TEXT)");
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void CheckDatabase(string database)
    {
        if (database is not ("" or "default" or EmbeddedClickHouse.Database))
        {
            throw Refusal(81, $"Database {database} cannot be made current here; qualify names with it instead. (UNKNOWN_DATABASE)");
        }
    }

    private static string CheckFormat(string format) =>
        format.Length == 0 ? "TabSeparated"
        : format.All(char.IsAsciiLetterOrDigit) ? format
        : throw Refusal(73, $"Unknown format {format}. (UNKNOWN_FORMAT)");

    private static ClickHouseException Refusal(int code, string what) => new(code, $"Code: {code}. DB::Exception: {what}");
}
