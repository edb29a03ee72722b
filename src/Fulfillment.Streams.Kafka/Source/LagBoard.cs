using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>The lag of each topic partition held, written by the source's thread and read by any.</summary>
internal sealed class LagBoard
{
    private readonly ConcurrentDictionary<(Topic, int), long> lags = new();

    /// <summary>Records not yet delivered; −1 where nothing is known.</summary>
    public long this[Topic topic, int partition]
    {
        get => lags.GetValueOrDefault((topic, partition), -1);
        set => lags[(topic, partition)] = value;
    }

    /// <summary>Forgets one lane.</summary>
    public void Remove(int lane)
    {
        foreach (var topic in TopicNames.All)
        {
            lags.TryRemove((topic, lane), out _);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => lags.Clear();
}
