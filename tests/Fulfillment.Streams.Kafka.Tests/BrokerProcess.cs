using System.Diagnostics;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>A mock broker in a process of its own, shared by a class of tests; each test makes topics of its own.</summary>
public sealed class BrokerProcess : IDisposable
{
    private readonly Process process;
    private int scopes;

    public BrokerProcess()
        : this(1)
    {
    }

    /// <summary>A cluster of several brokers, numbered from 1.</summary>
    internal BrokerProcess(int brokers)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.MockBroker.dll");
        process = Process.Start(new ProcessStartInfo("dotnet", [program, "--topics", "unrelated", "--brokers", $"{brokers}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        Bootstrap = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mock broker did not start.");
    }

    public string Bootstrap { get; }

    /// <summary>Options with topic names of their own; the topics exist, with this many partitions.</summary>
    public KafkaOptions Topics(int partitions, Action<KafkaOptions>? change = null)
    {
        var options = Nothing();
        foreach (var topic in TopicNames.All)
        {
            Create(options.NameOf(topic), partitions);
            Create(options.DeadLettersOf(topic), partitions);
        }

        change?.Invoke(options);
        return options;
    }

    /// <summary>Options whose topics do not exist yet.</summary>
    public KafkaOptions Nothing()
    {
        var scope = $"t{Interlocked.Increment(ref scopes)}-";
        return new KafkaOptions
        {
            BootstrapServers = Bootstrap,
            GroupId = scope + "group",
            TopicPrefix = scope,
            SessionTimeout = TimeSpan.FromSeconds(6),
            TopicWait = TimeSpan.Zero,
            StopAtEnd = true,
        };
    }

    public void Create(string topic, int partitions) => Tell($"create {topic} {partitions}");

    public void Tell(string command)
    {
        lock (process)
        {
            process.StandardInput.WriteLine(command);
            Assert.Equal("ok", process.StandardOutput.ReadLine());
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
