using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams;

/// <summary>What a lane hands to the sink at once: rows first, then dead letters, then (with a snapshot) the offsets.</summary>
/// <param name="Rows">Changed rows, full values; the buffers are the lane's and valid until its next flush.</param>
/// <param name="Letters">Records set apart since the last flush: rejected ones, and late ones with reason <c>late</c>.</param>
public sealed record Flush(IReadOnlyList<RowBuffer> Rows, IReadOnlyList<DeadLetter> Letters)
{
    /// <summary>Rows in all tables.</summary>
    public int RowCount => Rows.Sum(r => r.Count);
}
