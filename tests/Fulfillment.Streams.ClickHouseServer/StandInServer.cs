using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Sink;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.ClickHouseServer;

/// <summary>
/// A ClickHouse server's HTTP interface in front of another <see cref="IClickHouse"/>, so that inserts and queries are real.
/// Thread-safe.
/// </summary>
public sealed partial class StandInServer : IAsyncDisposable
{
    private const int RequestsMax = 1000;
    private readonly WebApplication application;
    private readonly IClickHouse engine;

    private StandInServer(WebApplication application, IClickHouse engine)
    {
        this.application = application;
        this.engine = engine;
    }

    /// <summary>Taken in order, one a request of any kind; then requests are answered.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = new();

    /// <summary>What goes wrong with each insert that none of <see cref="Faults"/> was for.</summary>
    public Func<Fault?> OnInsert { get; init; } = () => null;

    /// <summary>The first requests, in order of arrival.</summary>
    public List<Seen> Requests { get; } = [];

    /// <summary>Where it answers.</summary>
    public Uri Url => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts on a port of the loopback interface; 0 is any free one.</summary>
    public static async Task<StandInServer> StartAsync(IClickHouse engine, int port = 0, Func<Fault?>? onInsert = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            (k.Limits.MaxRequestBodySize, k.Limits.MinRequestBodyDataRate, k.Limits.MinResponseDataRate) = (null, null, null);
            k.Listen(IPAddress.Loopback, port, l => l.Protocols = HttpProtocols.Http1);
        });
        var server = new StandInServer(builder.Build(), engine) { OnInsert = onInsert ?? (() => null) };
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Stops at once: connections break, and new ones are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var body = new MemoryStream();
        await (request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body).CopyToAsync(body);
        Keep(request, body.Length);
        var output = new MemoryStream();
        var insert = Insert().Match(request.Query["query"].ToString());
        var fault = Faults.TryDequeue(out var queued) ? queued : IsInsert(insert, body) ? OnInsert() : null;
        if (fault is not null && await fault(context, () => RunAsync(request, insert, body, output)))
        {
            return;
        }

        try
        {
            await RunAsync(request, insert, body, output);
        }
        catch (ClickHouseException error)
        {
            await InjectedFault.Error(error.Code == 60 ? 404 : 500, error.Code, error.Message)(context, () => Task.CompletedTask);
            return;
        }

        if (request.Query["enable_http_compression"] == "1" && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            output.Position = 0;
            await output.CopyToAsync(gzip); // the response takes no blocking writes, which a long answer would be
        }
        else
        {
            await context.Response.Body.WriteAsync(output.GetBuffer().AsMemory(0, (int)output.Length));
        }
    }

    private async Task RunAsync(HttpRequest request, Match insert, MemoryStream body, MemoryStream output)
    {
        if (insert.Success)
        {
            var rows = body.GetBuffer().AsMemory(0, (int)body.Length);
            await engine.InsertAsync(new TableColumns(insert.Groups[1].Value, insert.Groups[2].Value), rows, default);
            return;
        }

        var sql = Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length));
        if (request.Query["readonly"] != "1")
        {
            await engine.ExecuteAsync(sql, default);
            return;
        }

        string[] protocol = ["database", "query_id", "readonly", "wait_end_of_query", "enable_http_compression", "default_format"];
        var query = new ClickHouseQuery(sql, request.Query["default_format"].ToString())
        {
            Parameters = request.Query.Where(q => q.Key.StartsWith("param_", StringComparison.Ordinal)).ToDictionary(q => q.Key[6..], q => q.Value.ToString()),
            Settings = request.Query.Where(q => !q.Key.StartsWith("param_", StringComparison.Ordinal) && !protocol.Contains(q.Key)).ToDictionary(q => q.Key, q => q.Value.ToString()),
        };
        await engine.QueryAsync(query, output, default);
    }

    private static bool IsInsert(Match insert, MemoryStream body) =>
        insert.Success || body.GetBuffer().AsSpan(0, (int)body.Length).StartsWith("INSERT INTO "u8);

    private void Keep(HttpRequest request, long unpacked)
    {
        lock (Requests)
        {
            if (Requests.Count < RequestsMax)
            {
                Requests.Add(new Seen(
                    request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()), request.Headers["X-ClickHouse-User"].ToString(),
                    request.Headers["X-ClickHouse-Key"].ToString(), request.Headers.ContentEncoding.ToString(), request.ContentLength ?? -1, unpacked));
            }
        }
    }

    [GeneratedRegex(@"^INSERT INTO fulfillment\.(\w+) \((.*)\) FORMAT RowBinary$", RegexOptions.CultureInvariant)]
    private static partial Regex Insert();

    /// <summary>What a request carried.</summary>
    public sealed record Seen(IReadOnlyDictionary<string, string> Query, string User, string Key, string Encoding, long Sent, long Unpacked);
}
