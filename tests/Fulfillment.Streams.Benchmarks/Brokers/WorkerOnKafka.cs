using System.Diagnostics;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Benchmarks.Measuring;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>The program as a worker on a broker, with an embedded store.</summary>
internal sealed partial class WorkerOnKafka : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly TaskCompletionSource<Uri> sql = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];
    private TimeSpan openedAt;
    private TimeSpan stoppedAt;

    public WorkerOnKafka(Broker broker, string store, string group, params string[] more)
    {
        process = ChildProcess.Start(
            [FulfillmentProgram.File, "run", "--kafka", broker.Address, "--store", store, "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0", .. more],
            ("Fulfillment__Kafka__GroupId", group));
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it answers SQL.</summary>
    public async Task<Uri> SqlAsync()
    {
        await opened.Task.WaitAsync(Longest);
        return await sql.Task.WaitAsync(Longest);
    }

    /// <summary>Reads all there is, into a store that is new; from the first lane opened until everything is written.</summary>
    public static async Task<Outcome> DrainAsync(Broker broker, string store, string group)
    {
        using var worker = new WorkerOnKafka(broker, store, group, "--stop-at-end");
        using var deadline = new CancellationTokenSource(Longest);
        await worker.process.WaitForExitAsync(deadline.Token);
        if (worker.process.ExitCode != 0 || worker.stoppedAt == default)
        {
            throw new InvalidOperationException($"The worker exited {worker.process.ExitCode}: {string.Join('\n', worker.said)}");
        }

        return new Outcome { Figures = new Dictionary<string, double> { ["seconds"] = (worker.stoppedAt - worker.openedAt).TotalSeconds } };
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return; // the stream ended
        }

        lock (said)
        {
            said.Add(line);
            if (SqlLine().Match(line) is { Success: true } address)
            {
                sql.TrySetResult(new Uri(address.Groups[1].Value));
            }
            else if (openedAt == default && OpenedLine().IsMatch(line))
            {
                openedAt = watch.Elapsed;
                opened.TrySetResult();
            }
            else if (line.Contains("Stopped with everything written", StringComparison.Ordinal))
            {
                stoppedAt = watch.Elapsed;
            }
        }
    }

    [GeneratedRegex(@"^SQL +(\S+)$")]
    private static partial Regex SqlLine();

    [GeneratedRegex("Lane [0-9]+ opened")]
    private static partial Regex OpenedLine();
}
