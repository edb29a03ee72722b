using System.Text.Json;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>What all workers of a group share: the snapshots of lanes, and which records any lane was given. Thread-safe.</summary>
public sealed class Ledger
{
    private readonly Lock sync = new();
    private readonly Dictionary<int, LaneOffsets> snapshots = [];
    private readonly HashSet<(Topic, int, int)> seen = [];

    public int Count
    {
        get
        {
            lock (sync)
            {
                return seen.Count;
            }
        }
    }

    public LaneOffsets Of(int lane)
    {
        lock (sync)
        {
            return snapshots.GetValueOrDefault(lane, LaneOffsets.None);
        }
    }

    /// <summary>Keeps a snapshot; one that is behind, of a worker that no longer has the lane, changes nothing.</summary>
    public void Save(int lane, LaneOffsets offsets)
    {
        lock (sync)
        {
            foreach (var topic in TopicNames.All)
            {
                var known = snapshots.GetValueOrDefault(lane, LaneOffsets.None);
                snapshots[lane] = known.With(topic, Math.Max(known[topic], offsets[topic]));
            }
        }
    }

    public void Saw(Topic topic, int lane, ReadOnlySpan<byte> value)
    {
        var reader = JsonDocument.Parse(value.ToArray()).RootElement;
        Assert.Equal((topic.Name(), lane), (reader.GetProperty("topic").GetString(), reader.GetProperty("partition").GetInt32()));
        lock (sync)
        {
            seen.Add((topic, lane, reader.GetProperty("n").GetInt32()));
        }
    }

    /// <summary>How many of the records 0 to <paramref name="each"/> of every partition no lane was given.</summary>
    public int Missing(int partitions, int each)
    {
        lock (sync)
        {
            return TopicNames.All.Sum(topic => Enumerable.Range(0, partitions).Sum(
                lane => Enumerable.Range(0, each).Count(n => !seen.Contains((topic, lane, n)))));
        }
    }
}
