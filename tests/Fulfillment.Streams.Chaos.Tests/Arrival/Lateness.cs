using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Arrival;

/// <summary>
/// What is late by definition: an event further than the retention behind the clock as it stood before its batch, and the clock
/// is the newest event so far less the out-of-orderness (a minute), where silent inputs do not hold it back.
/// </summary>
internal static class Lateness
{
    /// <summary>The default of the lane's out-of-orderness, milliseconds.</summary>
    public const long OutOfOrderness = 60_000;

    public static HashSet<Said> Late(IEnumerable<IReadOnlyList<Said>> batches, TimeSpan retention)
    {
        var late = new HashSet<Said>(ReferenceEqualityComparer.Instance);
        long? newest = null;
        foreach (var batch in batches)
        {
            late.UnionWith(batch.Where(e => e.At < newest - OutOfOrderness - (long)retention.TotalMilliseconds));
            newest = Math.Max(newest ?? long.MinValue, batch.Max(e => e.At));
        }

        return late;
    }
}
