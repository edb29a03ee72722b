using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>
/// Feeds NDJSON files, merged by event time, and ends. Files have no offsets to resume from, so lanes keep the offsets of
/// whatever fed them before.
/// </summary>
/// <param name="files">Indexed; not disposed.</param>
/// <param name="lanes">Number of lanes of the store.</param>
/// <param name="progress">Told now and then how many lines were delivered.</param>
internal sealed class FileSource(IReadOnlyList<ReplayFile> files, int lanes, Action<long> progress) : IEventSource
{
    private const int BatchRecords = 4096;
    private const int BatchBytes = 1 << 20;

    /// <summary>No batch waits longer, in event time: a sparse topic must not fall behind the others.</summary>
    private const long LongestWait = 86_400_000;

    private readonly MappedRawBatch?[,] _open = new MappedRawBatch?[lanes, TopicNames.Count];
    private readonly long[] _openSince = new long[lanes];
    private readonly Dictionary<ReplayFile, long> _firstNumber = [];

    /// <inheritdoc/>
    public void Run(ILaneHost host, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, lanes)];
        host.OpenSoon(all);
        foreach (var lane in all)
        {
            host.Open(lane);
        }

        NumberLines();
        Merge(host, cancellationToken);
        foreach (var lane in all)
        {
            SendAll(host, lane, cancellationToken);
        }

        host.CloseSoon(all, LaneClosing.Drain);
        foreach (var lane in all)
        {
            host.Close(lane, LaneClosing.Drain);
        }
    }

    /// <inheritdoc/>
    public void Commit(int lane, LaneOffsets offsets)
    {
    }

    /// <inheritdoc/>
    public long Lag(Topic topic, int partition) => 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var unsent in _open)
        {
            unsent?.Dispose(); // where the replay failed: it would hold its file for as long as the process lives
        }
    }

    /// <summary>Lines of a topic are numbered through all its files, so that a dead letter's offset finds one line.</summary>
    private void NumberLines()
    {
        var next = new long[TopicNames.Count];
        foreach (var file in files)
        {
            _firstNumber[file] = next[(int)file.Topic];
            next[(int)file.Topic] += file.Lines.Count;
        }
    }

    private void Merge(ILaneHost host, CancellationToken cancellationToken)
    {
        long delivered = 0;
        foreach (var (file, line) in MergedLines.Of(files))
        {
            if ((++delivered & 0xFFF) == 0)
            {
                progress(delivered);
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
            }

            Add(host, file, line, cancellationToken);
        }

        progress(delivered);
    }

    private void Add(ILaneHost host, ReplayFile file, in ReplayLine line, CancellationToken cancellationToken)
    {
        var topic = file.Topic;
        var lane = (int)(line.ShopHash % (ulong)lanes);
        if (line.Time - _openSince[lane] > LongestWait)
        {
            SendAll(host, lane, cancellationToken);
            _openSince[lane] = line.Time;
        }

        var batch = _open[lane, (int)topic] ??= new MappedRawBatch { Topic = topic, Partition = lane };
        batch.Add(_firstNumber[file] + line.Number, file, line);
        if (batch.Count >= BatchRecords || batch.Bytes >= BatchBytes)
        {
            Send(host, lane, topic, cancellationToken);
        }
    }

    private void SendAll(ILaneHost host, int lane, CancellationToken cancellationToken)
    {
        foreach (var topic in TopicNames.All)
        {
            Send(host, lane, topic, cancellationToken);
        }
    }

    private void Send(ILaneHost host, int lane, Topic topic, CancellationToken cancellationToken)
    {
        if (_open[lane, (int)topic] is not { } batch)
        {
            return;
        }

        _open[lane, (int)topic] = null;
        batch.NextOffset = 0; // no position that anyone could resume from
        if (!host.Offer(lane, batch))
        {
            while (!host.Wants(lane) && !cancellationToken.WaitHandle.WaitOne(1))
            {
            }
        }
    }
}
