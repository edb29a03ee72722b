using System.CommandLine;
using System.Runtime.InteropServices;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>
/// Runs one command line and maps what happened to an exit code: 0 success, 1 failure, 2 usage.
/// A person sees one line naming the cause and the cure, never a stack trace.
/// </summary>
public static class CommandLine
{
    /// <summary>The command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>The command was understood and could not be carried out.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong; nothing was done.</summary>
    public const int Usage = 2;

    private const int Interrupted = 130; // 128 + SIGINT, as shells say it

    /// <summary>Parses <paramref name="args"/> against <paramref name="root"/> and runs the chosen verb.</summary>
    /// <param name="root">The table of verbs.</param>
    /// <param name="args">The arguments as the shell split them, without the program's name.</param>
    /// <param name="configuration">Where output and errors go; the console when null.</param>
    /// <param name="cancellationToken">Ends the verb early; Ctrl-C and SIGTERM do the same.</param>
    /// <returns><see cref="Success"/>, <see cref="Failure"/> or <see cref="Usage"/>, or the verb's own code.</returns>
    public static async Task<int> InvokeAsync(
        RootCommand root,
        IReadOnlyList<string> args,
        InvocationConfiguration? configuration = null,
        CancellationToken cancellationToken = default)
    {
        configuration ??= new InvocationConfiguration();
        configuration.ProcessTerminationTimeout = null; // signals are handled here: the first drains, the second ends
        configuration.EnableDefaultExceptionHandler = false;
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await RefuseAsync(parsed, configuration, string.Join(Environment.NewLine, parsed.Errors.Select(e => e.Message))).ConfigureAwait(false);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, stop));
        try
        {
            return await parsed.InvokeAsync(configuration, stop.Token).ConfigureAwait(false);
        }
        catch (UsageException wrong)
        {
            return await RefuseAsync(parsed, configuration, wrong.Message).ConfigureAwait(false);
        }
        catch (Exception known) when (known is FailureException or LaneFailedException or SourceUnavailableException
            or ClickHouseException or StoreLockedException)
        {
            await configuration.Error.WriteLineAsync(known.Message).ConfigureAwait(false);
            return Failure;
        }
        catch (OperationCanceledException interrupted) when (interrupted.InnerException is not TimeoutException)
        {
            return Failure; // whoever pressed Ctrl-C knows why; a verb that drains on it returns its own code
        }
        catch (Exception failure) // the outermost frame: whatever escaped a verb becomes one line and an exit code, not a crash dump
        {
            await configuration.Error.WriteLineAsync($"{failure.Message} ({failure.GetType().Name})").ConfigureAwait(false);
            return Failure;
        }
    }

    private static void OnSignal(PosixSignalContext signal, CancellationTokenSource stop)
    {
        if (stop.IsCancellationRequested)
        {
            Environment.Exit(Interrupted); // asked twice: what is not written yet is read again at the next start
        }

        signal.Cancel = true;
        stop.Cancel();
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, InvocationConfiguration configuration, string why)
    {
        await configuration.Error.WriteLineAsync(why).ConfigureAwait(false);
        await configuration.Error.WriteLineAsync($"Try '{PathOf(parsed.CommandResult.Command)} --help'.").ConfigureAwait(false);
        return Usage;
    }

    private static string PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "fulfillment" : $"{PathOf(parent)} {command.Name}";
    }
}
