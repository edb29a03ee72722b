using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Worker.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>One worker process: the product's own opening, work and writing of lanes, driven step by step.</summary>
internal sealed class Worker : IDisposable
{
    /// <summary>Few, so that merging is part of every life.</summary>
    private const int ChangesUntilMerge = 3;

    /// <summary>Bytes of changes in a manifest: some changes are in it and some are blobs of their own.</summary>
    private const int SmallManifest = 1500;

    private readonly World _world;
    private readonly Random _random;
    private readonly Fate _fate;
    private readonly LaneTiming _timing = new() { SnapshotInterval = TimeSpan.FromSeconds(5), CatchUpLimit = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<int, Held> _lanes = [];
    private readonly LaneOpener _opener;

    public Worker(World world, Fate fate, Random random)
    {
        (_world, _fate, _random) = (world, fate, random);
        var ports = new Ports(world, fate, Lag);
        _opener = new LaneOpener(
            ports, "simulated topics", new LaneSink(ports, ports), ports, () => 1, Simulation.LaneOptions(), _timing, world.Time, NullLogger.Instance)
        {
            Start = static work => work(),
            Merge = () => SnapshotMerge.AtOnce(ChangesUntilMerge, _random.Next(2) * SmallManifest),
        };
    }

    public bool IsDead => _fate.IsDead;

    public IReadOnlyCollection<int> Lanes => _lanes.Keys;

    public void Spare() => _fate.Spare();

    public void Open(int lane) => Live(() =>
    {
        var patience = new Patience(_timing, _world.Time, NullLogger.Instance);
        var lost = new CancellationTokenSource();
        var held = new Held(patience, lost);
        _lanes.Add(lane, held); // its lag is asked while it opens
        try
        {
            held.Work = _opener.OpenAsync(lane, patience, () => true, lost.Token).GetAwaiter().GetResult();
            foreach (var topic in TopicNames.All)
            {
                held.Next[(int)topic] = Math.Max(0, held.Work.Lane.Offsets[topic]);
            }
        }
        catch (ProcessDiedException)
        {
            _lanes.Remove(lane);
            throw;
        }
    });

    /// <summary>Gives a lane up in good order.</summary>
    public void Drain(int lane) => Live(lane, () =>
    {
        _lanes[lane].Work!.Finish(null);
        Drop(lane);
    });

    /// <summary>Writes all of a lane, if that was not done yet; it may come back.</summary>
    public void Finish(int lane) => Live(lane, () =>
    {
        var held = _lanes[lane];
        if (!held.IsFinished)
        {
            held.Work!.Finish(null);
            held.IsFinished = true;
        }
    });

    /// <summary>Goes on with a lane that was given back, unless somebody had it meanwhile: then it is here no more.</summary>
    public void GoOn(int lane) => Live(lane, () =>
    {
        Finish(lane);
        if (_lanes.TryGetValue(lane, out var held)
            && _opener.IsOwnerAsync(held.Work!.Lane, held.Patience, held.Lost.Token).GetAwaiter().GetResult())
        {
            held.Work.GoOn();
            held.IsFinished = false;
        }
        else if (held is not null)
        {
            Drop(lane);
        }
    });

    public bool HasFinished(int lane) => _lanes[lane].IsFinished;

    /// <summary>Learns that a lane is another's.</summary>
    public void Lose(int lane)
    {
        _lanes[lane].Lost.Cancel();
        Drop(lane);
    }

    public bool HasRead(int lane) => TopicNames.All.All(topic => Lag(topic, lane) == 0);

    public Lane Of(int lane) => _lanes[lane].Work!.Lane;

    /// <summary>Does what the moment brings: a batch, a flush, a bit of a snapshot.</summary>
    public void Act(int lane) => Live(lane, () =>
    {
        var held = _lanes[lane];
        switch (_random.Next(10))
        {
            case < 6:
                Read(lane, held);
                break;
            case < 8:
                held.Work!.Tick();
                break;
            default:
                if (held.Work!.IsTakingSnapshot)
                {
                    held.Work.ContinueSnapshot();
                }

                break;
        }
    });

    public void Dispose()
    {
        foreach (var lane in _lanes.Keys.ToArray())
        {
            Drop(lane);
        }
    }

    private void Read(int lane, Held held)
    {
        var topic = TopicNames.All[_random.Next(TopicNames.Count)];
        var batch = new BufferedRawBatch { Topic = topic, Partition = lane };
        for (var count = _random.Next(1, 6); count > 0 && held.Next[(int)topic] < _world.Topics.Count(lane, topic); count--)
        {
            var offset = held.Next[(int)topic]++;
            batch.Add(offset, _world.Topics[lane, topic, offset]);
            batch.NextOffset = offset + 1;
        }

        if (batch.Count > 0)
        {
            held.Work!.Apply(batch);
        }
    }

    private long Lag(Topic topic, int lane) => _world.Topics.Count(lane, topic) - (_lanes.GetValueOrDefault(lane)?.Next[(int)topic] ?? 0);

    private void Drop(int lane)
    {
        _lanes.Remove(lane, out var held);
        held!.Work?.Dispose();
        held.Patience.Dispose();
        held.Lost.Dispose();
    }

    /// <summary>Does something, be it the last.</summary>
    private void Live(Action action)
    {
        try
        {
            action();
        }
        catch (ProcessDiedException)
        {
            Dispose();
        }
    }

    /// <summary>Does something with a lane, which is here no more where another has it by then.</summary>
    private void Live(int lane, Action action) => Live(() =>
    {
        try
        {
            action();
        }
        catch (LaneSupersededException)
        {
            Drop(lane);
        }
    });

    private sealed class Held(Patience patience, CancellationTokenSource lost)
    {
        public Patience Patience { get; } = patience;

        public CancellationTokenSource Lost { get; } = lost;

        public LaneWork? Work { get; set; }

        public bool IsFinished { get; set; }

        public long[] Next { get; } = new long[TopicNames.Count];
    }
}
