using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>librdkafka's mock cluster in a process of its own. It keeps 5 MiB of compressed batches per partition.</summary>
internal sealed class Broker : IDisposable
{
    /// <summary>Of every topic.</summary>
    public const int Partitions = 8;

    private const int AppendMax = 50_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private readonly Process process;

    public Broker()
    {
        process = ChildProcess.Start(
            [Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.MockBroker.dll"), "--partitions", Partitions.ToString(CultureInfo.InvariantCulture)]);
        Address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mock broker did not start.");
    }

    public string Address { get; }

    /// <summary>What reads or writes here.</summary>
    /// <param name="group">The consumer group.</param>
    public KafkaOptions Options(string group) => new() { BootstrapServers = Address, GroupId = group };

    /// <summary>A publisher of events, keyed by shop.</summary>
    public KafkaPublisher Publisher() => new(Options("none"), NullLogger<KafkaPublisher>.Instance);

    /// <summary>Publishes events, all of which stay to be read from the beginning.</summary>
    /// <exception cref="InvalidOperationException">They were too many for the mock broker, which has dropped some.</exception>
    public async Task FillAsync(MarketEvents events)
    {
        var options = Options("none");
        options.Settings["linger.ms"] = "200"; // large batches compress well
        options.Settings["compression.type"] = "zstd"; // three times the events fit
        using var publisher = new KafkaPublisher(options, NullLogger<KafkaPublisher>.Instance);
        foreach (var chunk in events.All.Chunk(AppendMax))
        {
            foreach (var topic in chunk.GroupBy(e => e.Topic))
            {
                await publisher.AppendAsync(topic.Key, [.. topic.Select(e => e.Payload)], default);
            }
        }

        if (Held() != events.All.Count)
        {
            throw new InvalidOperationException($"The mock broker keeps {Held()} of {events.All.Count} events: feed it fewer.");
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Wait))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private long Held()
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Address, GroupId = "held" }).Build();
        return (from topic in TopicNames.All
                from partition in Enumerable.Range(0, Partitions)
                let offsets = consumer.QueryWatermarkOffsets(new TopicPartition(topic.Name(), partition), Wait)
                select offsets.High.Value - offsets.Low.Value).Sum();
    }
}
