using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>
/// Lanes of one worker that insist on every offset: from where they were opened each is the next, none is left out and
/// none comes back until they are opened again. They save and commit as they go, and when they are drained.
/// </summary>
public sealed class StrictLanes(Ledger ledger) : ILaneHost
{
    private const int BatchesPerSnapshot = 8;
    private readonly Lock sync = new();
    private readonly Dictionary<int, (LaneOffsets Offsets, int Batches)> open = [];
    private readonly HashSet<int> ending = [];

    /// <summary>Where commits go; the source that reads for these lanes.</summary>
    public KafkaSource? Source { get; set; }

    /// <summary>How often lanes were opened.</summary>
    public int Openings { get; private set; }

    public int OpenLanes
    {
        get
        {
            lock (sync)
            {
                return open.Count;
            }
        }
    }

    public LaneOffsets Open(int lane)
    {
        lock (sync)
        {
            ending.Remove(lane);
            var start = ledger.Of(lane);
            open.Add(lane, (start, 0));
            Openings++;
            return start;
        }
    }

    public bool Offer(int lane, RawBatch batch)
    {
        lock (sync)
        {
            Assert.True(open.ContainsKey(lane), $"lane {lane} got records while closed");
            var (offsets, batches) = open[lane];
            for (var i = 0; i < batch.Count; i++)
            {
                var next = Math.Max(0, offsets[batch.Topic]) + i;
                Assert.True(batch.Offset(i) == next, $"{batch.Topic} {lane} gave offset {batch.Offset(i)} where {next} was next");
                ledger.Saw(batch.Topic, lane, batch.Payload(i));
            }

            open[lane] = (offsets.With(batch.Topic, batch.NextOffset), batches + 1);
            if (batches % BatchesPerSnapshot == 0)
            {
                Save(lane);
            }

            batch.Dispose();
            return true;
        }
    }

    public bool Wants(int lane) => true;

    public void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
    {
        lock (sync)
        {
            foreach (var lane in lanes)
            {
                if (closing != LaneClosing.Lost && open.ContainsKey(lane))
                {
                    Save(lane);
                }

                Assert.True(open.Remove(lane) ? ending.Add(lane) : ending.Contains(lane), $"lane {lane} was not open");
            }
        }
    }

    public void Close(int lane, LaneClosing closing)
    {
        lock (sync)
        {
            Assert.True(ending.Remove(lane) || (closing == LaneClosing.Lost && open.Remove(lane)), $"lane {lane} closed twice");
        }
    }

    private void Save(int lane)
    {
        ledger.Save(lane, open[lane].Offsets);
        Source?.Commit(lane, open[lane].Offsets);
    }
}
