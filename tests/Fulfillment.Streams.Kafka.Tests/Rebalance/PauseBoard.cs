using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Rebalance;

/// <summary>Measures for how long each lane had no owner, from the moment one was asked to close it until another had opened it.</summary>
public sealed class PauseBoard
{
    private readonly Lock sync = new();
    private readonly Dictionary<int, long> closed = [];
    private readonly List<TimeSpan> pauses = [];
    private readonly Dictionary<int, string> owners = [];

    public IReadOnlyDictionary<int, string> Owners
    {
        get
        {
            lock (sync)
            {
                return owners.ToDictionary();
            }
        }
    }

    public TimeSpan[] Pauses
    {
        get
        {
            lock (sync)
            {
                return [.. pauses.Order()];
            }
        }
    }

    /// <summary>The pause that this share of all did not exceed.</summary>
    public TimeSpan Quantile(double share)
    {
        var sorted = Pauses;
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>The lanes of one worker.</summary>
    public ILaneHost Lanes(string worker) => new Owner(this, worker);

    private sealed class Owner(PauseBoard board, string worker) : ILaneHost
    {
        public LaneOffsets Open(int lane)
        {
            lock (board.sync)
            {
                board.owners[lane] = worker;
                if (board.closed.Remove(lane, out var since))
                {
                    board.pauses.Add(TimeProvider.System.GetElapsedTime(since));
                }

                return LaneOffsets.None;
            }
        }

        public bool Offer(int lane, RawBatch batch)
        {
            batch.Dispose();
            return true;
        }

        public bool Wants(int lane) => true;

        public void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
        {
            foreach (var lane in lanes)
            {
                Close(lane, closing);
            }
        }

        public void Close(int lane, LaneClosing closing)
        {
            lock (board.sync)
            {
                // A worker that was late, and whose lanes the group gave away meanwhile, ends nobody's ownership but its own.
                if (board.owners.GetValueOrDefault(lane) == worker)
                {
                    board.closed[lane] = TimeProvider.System.GetTimestamp();
                    board.owners.Remove(lane);
                }
            }
        }
    }
}
