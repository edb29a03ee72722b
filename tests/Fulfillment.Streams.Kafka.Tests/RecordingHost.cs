using System.Text;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>Lanes that keep what they get. A bound on held records makes them ask for pauses until <see cref="Consume"/>.</summary>
public sealed class RecordingHost : ILaneHost
{
    private readonly Lock sync = new();
    private readonly List<(Topic Topic, int Lane, long Offset, string Value)> records = [];
    private readonly List<string> story = [];
    private readonly Dictionary<int, int> held = [];
    private readonly HashSet<int> ending = [];

    /// <summary>Where lanes start; at nothing when absent.</summary>
    public Dictionary<int, LaneOffsets> Starts { get; } = [];

    /// <summary>Called for each batch before it is disposed; on the source's thread.</summary>
    public Action<int, RawBatch>? OnBatch { get; set; }

    /// <summary>Called when a lane closes, before the call returns.</summary>
    public Action<int, LaneClosing>? OnClose { get; set; }

    /// <summary>A lane is full when it holds this many records.</summary>
    public int Bound { get; set; } = int.MaxValue;

    /// <summary>Batches are kept instead of disposed.</summary>
    public List<RawBatch>? Keep { get; set; }

    /// <summary>Every opening and closing so far, in order.</summary>
    public IReadOnlyList<string> Story
    {
        get
        {
            lock (sync)
            {
                return [.. story];
            }
        }
    }

    /// <summary>The most records a lane ever held.</summary>
    public int Fullest { get; private set; }

    /// <summary>How often Offer asked for a pause.</summary>
    public int Pauses { get; private set; }

    public int Count
    {
        get
        {
            lock (sync)
            {
                return records.Count;
            }
        }
    }

    public IReadOnlySet<int> OpenLanes
    {
        get
        {
            lock (sync)
            {
                return held.Keys.ToHashSet();
            }
        }
    }

    public List<(Topic Topic, int Lane, long Offset, string Value)> Records()
    {
        lock (sync)
        {
            return [.. records];
        }
    }

    public LaneOffsets Open(int lane)
    {
        lock (sync)
        {
            story.Add($"{(ending.Remove(lane) ? "reopen" : "open")} {lane}");
            held.Add(lane, 0);
            return Starts.GetValueOrDefault(lane, LaneOffsets.None);
        }
    }

    public bool Offer(int lane, RawBatch batch)
    {
        lock (sync)
        {
            Assert.True(held.ContainsKey(lane), $"lane {lane} got records while closed");
            Assert.Equal(lane, batch.Partition);
            long bytes = 0;
            for (var i = 0; i < batch.Count; i++)
            {
                records.Add((batch.Topic, lane, batch.Offset(i), Encoding.UTF8.GetString(batch.Payload(i))));
                bytes += batch.Payload(i).Length;
            }

            Assert.Equal(bytes, batch.Bytes);
            Assert.Equal(batch.NextOffset, batch.Offset(batch.Count - 1) + 1);
            OnBatch?.Invoke(lane, batch);
            held[lane] += batch.Count;
            Fullest = Math.Max(Fullest, held[lane]);
            Pauses += held[lane] >= Bound ? 1 : 0;
            if (Keep is null)
            {
                batch.Dispose();
            }
            else
            {
                Keep.Add(batch);
            }

            return held[lane] < Bound;
        }
    }

    public bool Wants(int lane)
    {
        lock (sync)
        {
            return held[lane] < Bound;
        }
    }

    /// <summary>Empties a lane, as if it had applied what it holds.</summary>
    public void Consume(int lane)
    {
        lock (sync)
        {
            held[lane] = 0;
        }
    }

    public void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
    {
        lock (sync)
        {
            foreach (var lane in lanes)
            {
                Assert.True(held.Remove(lane) | ending.Contains(lane), $"lane {lane} was not open");
                ending.Add(lane);
            }
        }
    }

    public void Close(int lane, LaneClosing closing)
    {
        OnClose?.Invoke(lane, closing);
        lock (sync)
        {
            story.Add($"close {lane} {closing}");
            Assert.True(held.Remove(lane) | ending.Remove(lane), $"lane {lane} closed twice");
        }
    }

    /// <summary>The next offset of each topic of a lane, as a snapshot would hold it.</summary>
    public LaneOffsets Reached(int lane)
    {
        lock (sync)
        {
            var offsets = Starts.GetValueOrDefault(lane, LaneOffsets.None);
            foreach (var (topic, _, offset, _) in records.Where(record => record.Lane == lane))
            {
                offsets = offsets.With(topic, offset + 1);
            }

            return offsets;
        }
    }
}
