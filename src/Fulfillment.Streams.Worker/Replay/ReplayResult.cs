using Fulfillment.Streams.Worker.Lanes;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>What a replay did.</summary>
/// <param name="Topics">Counts by topic.</param>
/// <param name="Elapsed">Wall time from opening the files to the last row written.</param>
internal sealed record ReplayResult(IReadOnlyList<InputTotals> Topics, TimeSpan Elapsed)
{
    public long Read => Topics.Sum(t => t.Read);

    public double EventsPerSecond => Read / Math.Max(Elapsed.TotalSeconds, 1e-3);
}
