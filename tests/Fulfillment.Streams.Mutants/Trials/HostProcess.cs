using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Mutants.Host;
using Fulfillment.Streams.Mutants.Weaving;

namespace Fulfillment.Streams.Mutants.Trials;

/// <summary>One run of <see cref="HostCommand"/> in a process of its own, so that a hang, a crash or a full memory stays there.</summary>
internal static class HostProcess
{
    /// <summary>A loop that only grows a list must end; no test needs a tenth of it.</summary>
    private const string MemoryLimit = "0x60000000";

    /// <summary>A fault is tried by a part of the random stories: it is to be found in seconds.</summary>
    private const string LawsPercent = "25";

    /// <summary>Runs every test of these namespaces without a fault.</summary>
    /// <returns>What each did.</returns>
    /// <exception cref="InvalidOperationException">A test fails although no fault is on.</exception>
    public static async Task<TracedTest[]> Trace(string library, int greatest, string[] namespaces, CancellationToken cancellationToken)
    {
        using var process = Start(HostCommand.Trace, library, namespaces, FaultSwitch.TraceVariable, greatest);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return process.ExitCode == HostCommand.AllPassed
            ? [.. lines.Select(TracedTest.Parse)]
            : throw new InvalidOperationException($"Without any fault, the tests of {Path.GetFileName(library)} end with code {process.ExitCode}: {lines.LastOrDefault()}");
    }

    /// <summary>Runs tests with one fault on until one fails.</summary>
    public static async Task<Verdict> Try(string library, int fault, IReadOnlyList<TracedTest> tests, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        using var process = Start(HostCommand.Trial, library, tests.Select(t => t.Name), FaultSwitch.Variable, fault);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var limit = TimeSpan.FromSeconds(15 + (4 * tests.Sum(t => t.Seconds)));
        if (!await Ends(process, limit, cancellationToken).ConfigureAwait(false))
        {
            return new Verdict("hang", $"no end after {limit.TotalSeconds:F0} s of processor time", began.Elapsed);
        }

        var said = (await output.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Split('\t');
        return process.ExitCode switch
        {
            HostCommand.AllPassed => new Verdict(null, null, began.Elapsed),
            HostCommand.SomeFailed => new Verdict(said![0], said[1], began.Elapsed),
            _ => new Verdict("crash", $"exit code {process.ExitCode}", began.Elapsed),
        };
    }

    /// <summary>A busy machine must not make a sound program look hung, so processor time counts, and ten times of it by the clock.</summary>
    private static async Task<bool> Ends(Process process, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ended = process.WaitForExitAsync(cancellationToken);
        var began = Stopwatch.StartNew();
        while (await Task.WhenAny(ended, Task.Delay(200, cancellationToken)).ConfigureAwait(false) != ended)
        {
            if (began.Elapsed > limit * 10 || ProcessorTime(process) > limit)
            {
                process.Kill();
                await ended.ConfigureAwait(false);
                return false;
            }
        }

        await ended.ConfigureAwait(false);
        return true;
    }

    private static TimeSpan ProcessorTime(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            return TimeSpan.Zero; // it has ended meanwhile, known to us already or found gone while it was asked
        }
    }

    private static Process Start(string what, string library, IEnumerable<string> list, string variable, int value)
    {
        var file = Path.Combine(Path.GetDirectoryName(library)!, string.Create(CultureInfo.InvariantCulture, $"{what}-{value}.txt"));
        File.WriteAllLines(file, list);
        var start = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, "host", what, library, file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = value.ToString(CultureInfo.InvariantCulture);
        start.Environment["FULFILLMENT_LAWS_PERCENT"] = LawsPercent;
        start.Environment["DOTNET_GCHeapHardLimit"] = MemoryLimit;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = Process.Start(start)!;
        process.BeginErrorReadLine(); // a stack overflow says much there, and would wait for a reader
        return process;
    }
}
