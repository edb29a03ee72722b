using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>What the gap counter was given since this was made, by any source of the process.</summary>
public sealed class CountedGaps : IDisposable
{
    private readonly ConcurrentQueue<(string? Topic, string? Cause, long Size)> all = new();
    private readonly MeterListener listener = new();

    public CountedGaps()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == SourceGaps.MeterName && instrument.Name == "fulfillment.source.gap")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, size, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            Assert.Equal("records", named["unit"]);
            all.Enqueue((named["topic"], named["cause"], size));
        });
        listener.Start();
    }

    public IReadOnlyCollection<(string? Topic, string? Cause, long Size)> All => all;

    public void Dispose() => listener.Dispose();
}
