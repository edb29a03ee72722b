using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Chaos.Tests.Rebalance;

/// <summary>
/// For how long each lane stood still: from the moment its owner was told to close it until its next owner, in whichever worker,
/// has its state back and takes records. Thread-safe.
/// </summary>
internal sealed class Pauses
{
    private readonly Lock _sync = new();
    private readonly Dictionary<int, long> _since = [];
    private readonly Dictionary<int, object> _owners = [];
    private readonly List<TimeSpan> _all = [];
    private readonly List<TimeSpan> _closings = [];
    private readonly List<TimeSpan> _openings = [];

    /// <summary>Lanes by owner.</summary>
    public (int Lanes, int Owners) Held
    {
        get
        {
            lock (_sync)
            {
                return (_owners.Count, _owners.Values.Distinct().Count());
            }
        }
    }

    /// <summary>All pauses that have ended, shortest first.</summary>
    public TimeSpan[] Ended => Sorted(_all);

    /// <summary>For how long workers wrote what their lanes held, shortest first: the first part of a pause.</summary>
    public TimeSpan[] Closings => Sorted(_closings);

    /// <summary>For how long workers restored lanes they were given, shortest first: the last part. What lies between is the group's.</summary>
    public TimeSpan[] Openings => Sorted(_openings);

    /// <summary>The same host, watched.</summary>
    public ILaneHost Watch(ILaneHost host) => new Watched(this, host);

    private TimeSpan[] Sorted(List<TimeSpan> times)
    {
        lock (_sync)
        {
            return [.. times.Order()];
        }
    }

    private void Took(List<TimeSpan> times, long since)
    {
        lock (_sync)
        {
            times.Add(TimeProvider.System.GetElapsedTime(since));
        }
    }

    private void Closes(int lane, object owner)
    {
        lock (_sync)
        {
            if (_owners.GetValueOrDefault(lane) == owner) // a worker that was late ends nobody's ownership but its own
            {
                _owners.Remove(lane);
                _since[lane] = TimeProvider.System.GetTimestamp();
            }
        }
    }

    private void Opened(int lane, object owner)
    {
        lock (_sync)
        {
            _owners[lane] = owner;
            if (_since.Remove(lane, out var since))
            {
                _all.Add(TimeProvider.System.GetElapsedTime(since));
            }
        }
    }

    private sealed class Watched(Pauses pauses, ILaneHost host) : ILaneHost
    {
        private long _opensSince;
        private long _closesSince;

        public void OpenSoon(IReadOnlyCollection<int> lanes)
        {
            _opensSince = TimeProvider.System.GetTimestamp();
            host.OpenSoon(lanes);
        }

        public void CloseSoon(IReadOnlyCollection<int> lanes, LaneClosing closing)
        {
            foreach (var lane in lanes)
            {
                pauses.Closes(lane, this);
            }

            _closesSince = TimeProvider.System.GetTimestamp();
            host.CloseSoon(lanes, closing);
        }

        public LaneOffsets Open(int lane)
        {
            var offsets = host.Open(lane);
            pauses.Opened(lane, this);
            pauses.Took(pauses._openings, _opensSince);
            return offsets;
        }

        public bool Offer(int lane, RawBatch batch) => host.Offer(lane, batch);

        public bool Wants(int lane) => host.Wants(lane);

        public bool HasEnded(int lane) => host.HasEnded(lane);

        public void Close(int lane, LaneClosing closing)
        {
            pauses.Closes(lane, this);
            host.Close(lane, closing);
            pauses.Took(pauses._closings, _closesSince);
        }
    }
}
