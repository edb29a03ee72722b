using FASTER.core;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>Copies records from the log's own memory into a batch, without an array for each. Not thread-safe.</summary>
internal sealed class LogReading : ILogEntryConsumer
{
    private BufferedRawBatch? _batch;
    private Topic _topic;
    private int _lane;

    /// <summary>The records that come next, or null where there are none.</summary>
    /// <param name="records">Stands behind them afterwards.</param>
    /// <param name="topic">Whose they are.</param>
    /// <param name="lane">Whose they are.</param>
    /// <param name="most">So many records end the batch.</param>
    /// <param name="mostBytes">And so many bytes.</param>
    public BufferedRawBatch? Read(FasterLogScanIterator records, Topic topic, int lane, int most, int mostBytes)
    {
        (_batch, _topic, _lane) = (null, topic, lane);
        while ((_batch is null || (_batch.Count < most && _batch.Bytes < mostBytes)) && records.TryConsumeNext(this))
        {
        }

        return _batch;
    }

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> entry, long currentAddress, long nextAddress)
    {
        _batch ??= new BufferedRawBatch { Topic = _topic, Partition = _lane };
        _batch.Add(currentAddress, LogRecord.Read(entry, out var format), format);
        _batch.NextOffset = nextAddress;
    }
}
