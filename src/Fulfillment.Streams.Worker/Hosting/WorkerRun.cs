using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Commands;
using Fulfillment.Streams.Worker.Http;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Sql;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Runs a worker with its HTTP endpoints until it is told to stop, its input ends, or it fails.</summary>
internal sealed partial class WorkerRun(WorkerParts parts, Action<ILoggingBuilder> logging, TextWriter output) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Runs; returns after everything is drained.</summary>
    /// <param name="feed">Puts events in while the worker runs, such as the demo's generator; may be null.</param>
    /// <param name="cancellationToken">Stops as Ctrl-C does.</param>
    /// <exception cref="FailureException">A part failed; the message says which and what helps.</exception>
    public async Task RunAsync(Func<CancellationToken, Task>? feed, CancellationToken cancellationToken)
    {
        using var stopping = cancellationToken.Register(_stop.Cancel);
        var page = WebApp(parts.Settings.Options.Http.Url);
        var log = page.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fulfillment.Streams.Worker");
        var host = parts.Host(log);
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.MapPage(parts.Tables, new PageOptions { Calendar = new ShopCalendars(parts.Settings.Options.Lane).Of });
        page.MapIngest(parts.Ingest);
        page.MapHealth(
            new ReadinessCheck("source", _ => Task.FromResult(source.Task.IsFaulted ? source.Task.Exception!.InnerException!.Message : null)),
            new ReadinessCheck("ingest", _ => Task.FromResult(parts.Log?.Trouble)),
            new ReadinessCheck("sink", _ => Task.FromResult(host.Lanes.Select(l => l.Trouble).FirstOrDefault(t => t is not null))));
        var sql = parts.Settings.ClickHouseUrl is null ? WebApp(parts.Settings.Options.Http.SqlUrl) : null;
        sql?.MapClickHouseSql(parts.Tables, parts.Settings.Bind<EmbeddedOptions>("Embedded"), TimeProvider.System);

        var thread = new Thread(() => Read(host, source)) { Name = "source" };
        await StartAsync(page, "Http:Url", "--http", parts.Settings.Options.Http.Url).ConfigureAwait(false);
        thread.Start();
        if (sql is not null)
        {
            await StartAsync(sql, "Http:SqlUrl", "--sql", parts.Settings.Options.Http.SqlUrl).ConfigureAwait(false);
            parts.Store.AnnounceSql(new Uri(sql.Urls.First())); // the port may have been chosen by the system
        }

        await SayAsync(page, sql).ConfigureAwait(false);
        var feeding = feed is null ? Task.CompletedTask : FeedAsync(feed);
        try
        {
            await source.Task.ConfigureAwait(false);
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
            thread.Join();
            parts.Store.AnnounceSql(null);
            await page.DisposeAsync().ConfigureAwait(false);
            if (sql is not null)
            {
                await sql.DisposeAsync().ConfigureAwait(false);
            }
        }

        LogStopped(log, string.Join(", ", host.Totals.Where(t => t.Read > 0).Select(t => $"{t.Topic}: {t.Read}")));
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task FeedAsync(Func<CancellationToken, Task> feed)
    {
        try
        {
            await feed(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // stopping is how a feed ends
        }
    }

    private void Read(LaneHost host, TaskCompletionSource source)
    {
        try
        {
            parts.Source.Run(host, _stop.Token);
            source.SetResult();
        }
#pragma warning disable CA1031 // The source's thread has no caller: the failure goes to the one who awaits the run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            source.SetException(new FailureException(failure.Message, failure));
        }
    }

    private WebApplication WebApp(string url)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>(); // the verb owns the signals
        builder.Services.AddWorkerMetrics();
        logging(builder.Logging);
        return builder.Build();
    }

    private static async Task StartAsync(WebApplication app, string setting, string option, string url)
    {
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException taken)
        {
            throw new FailureException(
                $"{url} (setting {setting}, option {option}) cannot be listened on: {taken.Message} Stop what listens there or choose another port.", taken);
        }
    }

    private async Task SayAsync(WebApplication page, WebApplication? sql)
    {
        await output.WriteLineAsync($"Page     {page.Urls.First()}").ConfigureAwait(false);
        if (sql is not null)
        {
            await output.WriteLineAsync($"SQL      {sql.Urls.First()}").ConfigureAwait(false);
        }

        await output.WriteLineAsync($"Store    {parts.Store.Directory}").ConfigureAwait(false);
        await output.WriteLineAsync("Ctrl-C stops after everything read is written.").ConfigureAwait(false);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [LoggerMessage(4001, LogLevel.Information, "Stopped with everything written. Records read in this run: {Totals}")]
    private static partial void LogStopped(ILogger log, string totals);
}
