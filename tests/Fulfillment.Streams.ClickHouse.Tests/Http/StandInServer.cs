using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Sink;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.ClickHouse.Tests.Http;

/// <summary>
/// A ClickHouse server's HTTP interface in front of another <see cref="IClickHouse"/>, so that inserts and queries are real.
/// Faults are taken in order, one a request; then requests are answered.
/// </summary>
internal sealed partial class StandInServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly IClickHouse engine;

    private StandInServer(WebApplication application, IClickHouse engine)
    {
        this.application = application;
        this.engine = engine;
    }

    /// <summary>A fault for one request: true when it has answered itself.</summary>
    public delegate Task<bool> Fault(HttpContext context, Func<Task> apply);

    public Queue<Fault> Faults { get; } = new();

    public List<Seen> Requests { get; } = [];

    public Uri Url => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<StandInServer> StartAsync(IClickHouse engine)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        var server = new StandInServer(builder.Build(), engine);
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Answers an error as ClickHouse does, without doing anything.</summary>
    public static Fault Error(int status, int code, string text) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (code != 0)
        {
            context.Response.Headers["X-ClickHouse-Exception-Code"] = code.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(text);
        return true;
    };

    /// <summary>Closes the connection without an answer.</summary>
    public static Fault Reset() => (context, _) =>
    {
        context.Abort();
        return Task.FromResult(true);
    };

    /// <summary>Does what was asked and then never answers: the client cannot know.</summary>
    public static Fault SilentAfterApplying() => async (context, apply) =>
    {
        await apply();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    };

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var body = new MemoryStream();
        await (request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body).CopyToAsync(body);
        lock (Requests)
        {
            Requests.Add(new Seen(
                request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()), request.Headers["X-ClickHouse-User"].ToString(),
                request.Headers["X-ClickHouse-Key"].ToString(), request.Headers.ContentEncoding.ToString(), request.ContentLength ?? -1, body.Length));
        }

        var output = new MemoryStream();
        if (Faults.TryDequeue(out var fault) && await fault(context, () => RunAsync(request, body, output)))
        {
            return;
        }

        try
        {
            await RunAsync(request, body, output);
        }
        catch (ClickHouseException error)
        {
            await Error(error.Code == 60 ? 404 : 500, error.Code, error.Message)(context, () => Task.CompletedTask);
            return;
        }

        if (request.Query["enable_http_compression"] == "1" && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(output.ToArray());
        }
        else
        {
            await context.Response.Body.WriteAsync(output.ToArray());
        }
    }

    private async Task RunAsync(HttpRequest request, MemoryStream body, MemoryStream output)
    {
        if (Insert().Match(request.Query["query"].ToString()) is { Success: true } insert)
        {
            await engine.InsertAsync(new TableColumns(insert.Groups[1].Value, insert.Groups[2].Value), body.ToArray(), default);
            return;
        }

        var sql = Encoding.UTF8.GetString(body.ToArray());
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

    [GeneratedRegex(@"^INSERT INTO fulfillment\.(\w+) \((.*)\) FORMAT RowBinary$", RegexOptions.CultureInvariant)]
    private static partial Regex Insert();

    /// <summary>What a request carried.</summary>
    internal sealed record Seen(IReadOnlyDictionary<string, string> Query, string User, string Key, string Encoding, long Sent, long Unpacked);
}
