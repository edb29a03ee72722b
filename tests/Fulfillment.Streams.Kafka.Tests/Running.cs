using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>A source running on a thread of its own until stopped; a failure of that thread fails the test.</summary>
public sealed class Running : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private Exception? failure;

    public Running(KafkaOptions options, ILaneHost host, ILogger<KafkaSource>? logger = null)
    {
        Source = new KafkaSource(options, logger ?? NullLogger<KafkaSource>.Instance, TimeProvider.System);
        thread = new Thread(() =>
        {
            try
            {
                Source.Run(host, stop.Token);
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        });
        thread.Start();
    }

    public KafkaSource Source { get; }

    /// <summary>Reads to the end of every topic on this thread.</summary>
    public static RecordingHost ToEnd(KafkaOptions options, RecordingHost? host = null)
    {
        host ??= new RecordingHost();
        using var running = new Running(options, host);
        running.Join();
        return host;
    }

    /// <summary>Waits until something holds; fails naming it after a deadline.</summary>
    public void Until(Func<bool> holds, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(thread.IsAlive || failure is null, $"the source failed: {failure}");
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"waited in vain: {what}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Waits for the source to end by itself.</summary>
    public void Join()
    {
        Assert.True(thread.Join(Deadline), "the source did not end");
        if (failure is not null)
        {
            throw failure;
        }
    }

    public void Stop()
    {
        stop.Cancel();
        Join();
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join(Deadline);
        stop.Dispose();
        Source.Dispose();
    }
}
