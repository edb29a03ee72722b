using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>The ceiling: the engine's own source, batch after batch, with nothing done but counting.</summary>
internal static class CountingConsumer
{
    public static Outcome Run(string address, string group)
    {
        var options = new KafkaOptions { BootstrapServers = address, GroupId = group, StopAtEnd = true };
        using var source = new KafkaSource(options, NullLogger<KafkaSource>.Instance, TimeProvider.System);
        var host = new Counter();
        source.Run(host, default);
        return new Outcome { Figures = new Dictionary<string, double> { ["seconds"] = host.Elapsed.TotalSeconds, ["events"] = host.Records } };
    }

    private sealed class Counter : ILaneHost
    {
        private readonly Stopwatch watch = new();

        public long Records { get; private set; }

        /// <summary>From the first lane opened to the last batch.</summary>
        public TimeSpan Elapsed { get; private set; }

        public LaneOffsets Open(int lane)
        {
            watch.Start();
            return LaneOffsets.None;
        }

        public bool Offer(int lane, RawBatch batch)
        {
            Records += batch.Count;
            batch.Dispose();
            Elapsed = watch.Elapsed;
            return true;
        }

        public bool Wants(int lane) => true;

        public void Close(int lane, LaneClosing closing)
        {
        }
    }
}
