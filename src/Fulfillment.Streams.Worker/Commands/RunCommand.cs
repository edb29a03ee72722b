using System.CommandLine;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>run</c>: the worker and its HTTP endpoints.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", "The worker and its HTTP endpoints, on Kafka and ClickHouse or on the embedded store. Ctrl-C drains and exits 0.");
        options.AddTo(command);
        var stopAtEnd = new Option<bool>("--stop-at-end") { Description = "Stop once everything in the Kafka topics has been read and written." };
        command.Add(stopAtEnd);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = options.Load(parsed);
            settings.Options.Kafka.StopAtEnd |= parsed.GetValue(stopAtEnd);
            await RunAsync(settings, "run", parsed, null, cancellationToken).ConfigureAwait(false);
            return CommandLine.Success;
        });
        return command;
    }

    internal static async Task RunAsync(
        Settings settings,
        string verb,
        ParseResult parsed,
        Func<WorkerParts, CancellationToken, Task>? feed,
        CancellationToken cancellationToken)
    {
        using var logging = WorkerLogging.Create(settings, LogLevel.Information);
        var parts = await WorkerParts.OpenAsync(settings, verb, logging, cancellationToken).ConfigureAwait(false);
        await using (parts.ConfigureAwait(false))
        {
            using var run = new WorkerRun(
                parts, builder => WorkerLogging.Configure(builder, settings, LogLevel.Information), parsed.InvocationConfiguration.Output);
            await run.RunAsync(feed is null ? null : token => feed(parts, token), cancellationToken).ConfigureAwait(false);
        }
    }
}
