using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>What became of the records of one topic in one run: read = applied + duplicate + late + rejected.</summary>
public sealed record InputTotals(Topic Topic, long Applied, long Duplicate, long Late, long Rejected)
{
    /// <summary>Records taken from the source.</summary>
    public long Read => Applied + Duplicate + Late + Rejected;

    /// <summary>The counts of one lane as they stand.</summary>
    public static InputTotals[] Of(Lane lane) =>
        [.. lane.Counters.Select(c => new InputTotals(c.Topic, c.Applied, c.Duplicates, c.Late, c.Rejected))];

    /// <summary>What was added since an earlier state of the same lane.</summary>
    public InputTotals Since(InputTotals before) =>
        new(Topic, Applied - before.Applied, Duplicate - before.Duplicate, Late - before.Late, Rejected - before.Rejected);

    /// <summary>The sum over lanes, by topic.</summary>
    public static InputTotals[] Sum(IEnumerable<InputTotals> totals) =>
        [.. totals.GroupBy(t => t.Topic).OrderBy(g => g.Key).Select(g => new InputTotals(
            g.Key, g.Sum(t => t.Applied), g.Sum(t => t.Duplicate), g.Sum(t => t.Late), g.Sum(t => t.Rejected)))];
}
