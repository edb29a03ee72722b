using System.Diagnostics;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>Another .NET program, run to its end.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it; its errors pass through to ours.</summary>
    /// <param name="arguments">Its file first.</param>
    /// <param name="longest">Then it is killed.</param>
    /// <param name="environment">Variables set for it.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> arguments, TimeSpan longest, params IReadOnlyList<(string Name, string Value)> environment)
    {
        using var process = Start(arguments, environment);
        using var deadline = new CancellationTokenSource(longest);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? output
                : throw new InvalidOperationException($"{string.Join(' ', arguments.Skip(1).Take(3))} exited {process.ExitCode}: {await errors}{output}");
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} did not end within {longest}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Starts it, with its output and errors for the caller to read.</summary>
    public static Process Start(IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", "exec", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{arguments[0]} did not start.");
    }
}
