using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>What lanes count for <c>/metrics</c>. Thread-safe.</summary>
internal static class LaneMetrics
{
    private static readonly Meter Meter = new("Fulfillment.Streams.Lanes");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "fulfillment.events", "{event}", "Records read, by topic and outcome: applied, duplicate, late or rejected.");

    private static readonly Counter<long> Rejects = Meter.CreateCounter<long>(
        "fulfillment.rejected", "{event}", "Records set apart, by topic and reason.");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("fulfillment.rows", "{row}", "Rows written, by table.");

    private static readonly Histogram<double> Writes = Seconds("fulfillment.flush.duration", "Time from a flush to its rows being in ClickHouse.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("fulfillment.write.retries", "{retry}", "Writes that had to be repeated.");

    private static readonly Histogram<double> Pauses = Seconds("fulfillment.snapshot.pause", "How long a lane stopped at a time for its snapshot.");

    private static readonly Counter<long> SnapshotBytes = Meter.CreateCounter<long>("fulfillment.snapshot.bytes", "By", "Bytes of snapshots saved.");

    /// <summary>Measures until it is disposed how long a lane stops for its snapshot.</summary>
    public static PauseTimer Pause() => new(Stopwatch.GetTimestamp());

    public static void Saved(long bytes) => SnapshotBytes.Add(bytes);

    public static void Counted(InputTotals added)
    {
        Count(added.Topic, "applied", added.Applied);
        Count(added.Topic, "duplicate", added.Duplicate);
        Count(added.Topic, "late", added.Late);
        Count(added.Topic, "rejected", added.Rejected);
    }

    public static void Rejected(DeadLetter letter) => Rejects.Add(
        1, new("topic", letter.Topic.Name()), new KeyValuePair<string, object?>("reason", letter.Reason.Split(':')[0]));

    public static void Wrote(string table, int rows) => Rows.Add(rows, new KeyValuePair<string, object?>("table", table));

    public static void Flushed(TimeSpan elapsed) => Writes.Record(elapsed.TotalSeconds);

    public static void Retried() => Retries.Add(1);

    /// <summary>A pause under way.</summary>
    public readonly struct PauseTimer(long began) : IDisposable
    {
        public void Dispose() => Pauses.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    // The buckets OpenTelemetry has by default are for milliseconds: everything would lie in the first.
    private static Histogram<double> Seconds(string name, string what) => Meter.CreateHistogram(
        name, "s", what, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static void Count(Topic topic, string outcome, long count)
    {
        if (count > 0)
        {
            Events.Add(count, new("topic", topic.Name()), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
