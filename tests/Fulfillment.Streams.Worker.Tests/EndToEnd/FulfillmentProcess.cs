using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>The program as users start it: a process of its own.</summary>
public sealed partial class FulfillmentProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Its file: the one that users start, where the script that began this says where it is.</summary>
    internal static readonly string Program =
        Environment.GetEnvironmentVariable("FULFILLMENT_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "fulfillment.dll");

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public FulfillmentProcess(params string[] args)
        : this([], args)
    {
    }

    public FulfillmentProcess((string Name, string Value)[] environment, params string[] args)
    {
        // a test run in the background of a script ignores Ctrl-C, and so would every process it starts
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", "exec", Program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Runs a verb to its end.</summary>
    public static Task<FulfillmentProcess> RunAsync(params string[] args) => RunAsync([], args);

    /// <summary>Runs a verb to its end with settings from the environment.</summary>
    public static async Task<FulfillmentProcess> RunAsync((string Name, string Value)[] environment, params string[] args)
    {
        var run = new FulfillmentProcess(environment, args);
        await run.ExitAsync();
        return run;
    }

    /// <summary>Runs a verb that must succeed, and gives what it printed.</summary>
    public static async Task<string> SucceedAsync(params string[] args)
    {
        using var run = await RunAsync(args);
        Assert.True(run.ExitCode == 0, $"{args[0]} exited {run.ExitCode}: {run.Errors}");
        return run.Output;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public async Task ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Longest);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The process did not end within {Longest}: {Errors}");
        }
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, 2));

    /// <summary>kill -9: nothing gets a chance to tidy up.</summary>
    public void KillHard() => _process.Kill();

    /// <summary>Memory it holds now, in bytes.</summary>
    public long Resident()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Waits until something holds, looking often; fails with what the process said.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Longest;)
        {
            if (await holds())
            {
                return;
            }

            Assert.False(_process.HasExited, $"The process ended before {what}: {Errors}");
            await Task.Delay(50);
        }

        Assert.Fail($"It took longer than {Longest} until {what}: {Errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return; // the stream ended
        }

        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
