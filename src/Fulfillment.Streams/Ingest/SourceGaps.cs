using System.Diagnostics.Metrics;

namespace Fulfillment.Streams.Ingest;

/// <summary>
/// Counts what a source found missing, for <c>/metrics</c>, each gap once however often a lane is opened before it. Not
/// thread-safe: it belongs to the source's thread.
/// </summary>
/// <param name="unit">What sizes count: records or bytes.</param>
public sealed class SourceGaps(string unit)
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Fulfillment.Streams.Source";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Missing = Meter.CreateCounter<long>(
        "fulfillment.source.gap", description: "What lanes were to read, or had read, and the source does not have, by topic, cause and unit.");

    private readonly Dictionary<(Topic, int, GapCause), SourceGap> latest = [];

    /// <summary>Counts a gap; false where it was counted before.</summary>
    public bool Count(SourceGap gap)
    {
        var key = (gap.Topic, gap.Partition, gap.Cause);
        if (latest.TryGetValue(key, out var known) && known == gap)
        {
            return false;
        }

        latest[key] = gap;
        Missing.Add(
            gap.Size,
            new("topic", gap.Topic.Name()),
            new("cause", gap.Cause switch { GapCause.Expired => "expired", GapCause.Shortened => "shortened", _ => "absent" }),
            new KeyValuePair<string, object?>("unit", unit));
        return true;
    }
}
