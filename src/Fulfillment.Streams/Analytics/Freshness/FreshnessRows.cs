using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.Freshness;

/// <summary>How far each topic partition has been read and what became of its records.</summary>
/// <param name="lag">Records still to read of a topic partition; −1 where the source cannot tell.</param>
internal sealed class FreshnessRows(Func<Topic, int, long> lag) : IAnalytic
{
    private readonly RowBuffer _rows = new(new TableColumns("freshness",
        "topic, partition, clock, last_event_at, applied, duplicates, late, rejected, lag" + RowVersion.Columns));

    /// <inheritdoc/>
    public ReadOnlySpan<RowBuffer> Rows(Changes changes)
    {
        _rows.Clear();
        foreach (var input in changes.Inputs)
        {
            _rows.String(Encoding.UTF8.GetBytes(input.Topic.Name()));
            _rows.UInt32((uint)input.Partition);
            _rows.DateTime(Math.Max(0, input.Clock));
            _rows.DateTime(Math.Max(0, input.LastEventAt));
            _rows.UInt64((ulong)input.Applied);
            _rows.UInt64((ulong)input.Duplicates);
            _rows.UInt64((ulong)input.Late);
            _rows.UInt64((ulong)input.Rejected);
            _rows.Int64(lag(input.Topic, input.Partition));
            _rows.End(changes.Version);
        }

        return new(in _rows);
    }
}
