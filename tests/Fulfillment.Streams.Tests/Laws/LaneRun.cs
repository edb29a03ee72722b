using System.Reactive;
using System.Reactive.Subjects;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>One life of a lane: events in by batch, ticks when the test says so, rows into tables that outlive it.</summary>
internal sealed class LaneRun : IDisposable
{
    private readonly Subject<RawBatch> _records = new();
    private readonly Subject<Unit> _ticks = new();
    private readonly long[] _offsets = new long[TopicNames.Count];
    private readonly List<byte[]> _chain = []; // blobs of the snapshots so far, each with what changed since the one before
    private readonly IDisposable _running;

    public LaneRun(Tables? tables = null, uint epoch = 1, LaneOptions? options = null, StoredState? snapshot = null)
    {
        Tables = tables ?? new Tables();
        Lane = new Lane(0, epoch, options ?? Options(), Wall, (_, _) => -1);
        if (snapshot is not null)
        {
            Lane.Restore(snapshot);
            _chain.AddRange(snapshot.Blobs);
        }

        _running = FulfillmentPipeline.Run(_records, _ticks, Lane).Subscribe(Write);
    }

    public Tables Tables { get; }

    public Lane Lane { get; }

    public StandingTime Wall { get; } = new();

    public List<DeadLetter> Letters { get; } = [];

    /// <summary>Flushes that wrote anything, by their rows.</summary>
    public List<int> Flushes { get; } = [];

    /// <summary>Records of a topic fed in this life.</summary>
    public long Fed(Topic topic) => _offsets[(int)topic];

    /// <summary>Shop s2 lives on the other coast.</summary>
    public static LaneOptions Options()
    {
        var options = new LaneOptions();
        options.ShopTimeZones["s2"] = "America/New_York";
        return options;
    }

    /// <summary>One batch of one topic.</summary>
    public LaneRun Feed(Topic topic, params IEnumerable<string> records)
    {
        var batch = new BufferedRawBatch { Topic = topic, Partition = 0 };
        foreach (var record in records)
        {
            batch.Add(_offsets[(int)topic]++, Encoding.UTF8.GetBytes(record));
        }

        _records.OnNext(batch);
        return this;
    }

    /// <summary>A batch per stretch of events of one topic.</summary>
    public LaneRun Feed(IEnumerable<Said> events)
    {
        var stretch = new List<Said>();
        foreach (var said in events)
        {
            if (stretch.Count > 0 && stretch[0].Topic != said.Topic)
            {
                Feed(stretch[0].Topic, stretch.Select(s => s.Json));
                stretch.Clear();
            }

            stretch.Add(said);
        }

        return stretch.Count == 0 ? this : Feed(stretch[0].Topic, stretch.Select(s => s.Json));
    }

    public LaneRun Tick()
    {
        _ticks.OnNext(Unit.Default);
        return this;
    }

    /// <summary>Writes what is left, then a flush with nothing new, which brings every row to its shop's clock.</summary>
    public LaneRun Settle() => Tick().Tick();

    /// <summary>The end of the input.</summary>
    public void Complete() => _records.OnCompleted();

    /// <summary>The state as it is now, which must be right after a tick.</summary>
    public StoredState Snapshot()
    {
        Lane.BeginSnapshot();
        return CompleteSnapshot();
    }

    /// <summary>All of the state as it is now, in a snapshot that builds on no other.</summary>
    public StoredState WholeSnapshot()
    {
        Lane.TouchAll();
        _chain.Clear();
        return Snapshot();
    }

    /// <summary>What changed since the last snapshot, as blobs to be saved; part of the chain too.</summary>
    public IReadOnlyList<SnapshotBlob> Changes()
    {
        Lane.BeginSnapshot();
        var changes = Lane.ContinueSnapshot(TimeSpan.MaxValue)!;
        Keep(changes);
        return changes;
    }

    /// <summary>Goes on with a snapshot for one step.</summary>
    public void ContinueSnapshot() => Keep(Lane.ContinueSnapshot(TimeSpan.Zero));

    /// <summary>Goes on with a snapshot to its end.</summary>
    public StoredState CompleteSnapshot()
    {
        while (Lane.IsTakingSnapshot)
        {
            Keep(Lane.ContinueSnapshot(TimeSpan.MaxValue));
        }

        return new StoredState("", Manifest.FormatVersion, [.. _chain]);
    }

    public void Dispose()
    {
        _running.Dispose();
        _records.Dispose();
        _ticks.Dispose();
    }

    private void Keep(IReadOnlyList<SnapshotBlob>? blobs) =>
        _chain.AddRange((blobs ?? []).Select(blob => blob.ToArray()));

    private void Write(Flush flush)
    {
        Letters.AddRange(flush.Letters);
        Tables.Write(flush.Rows);
        if (flush.RowCount > 0)
        {
            Flushes.Add(flush.RowCount);
        }
    }
}
