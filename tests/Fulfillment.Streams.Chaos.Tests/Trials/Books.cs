using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>
/// Keeps the books of R6 in every run: what was fed to a partition is applied, duplicate, late or rejected, and what is late or
/// rejected is a dead letter. The next recorded line takes what was counted.
/// </summary>
internal static class Books
{
    private static long _balanced;
    private static long _unbalanced;

    /// <summary>Checks every partition of a lane; throws where the counts do not add up.</summary>
    /// <param name="run">The lane, as it is now.</param>
    /// <param name="earlier">The lives it had before, each restored from the last moment of the one before it.</param>
    public static LaneRun Balanced(this LaneRun run, params LaneRun[] earlier)
    {
        foreach (var topic in TopicNames.All)
        {
            var counters = run.Lane.Counters[(int)topic];
            LaneRun[] lives = [.. earlier, run];
            var letters = lives.Sum(life => life.Letters.Count(l => l.Topic == topic));
            var (fed, counted) = (lives.Sum(life => life.Fed(topic)), counters.Applied + counters.Duplicates + counters.Late + counters.Rejected);
            Check(
                fed == counted && letters == counters.Late + counters.Rejected,
                $"{topic}: {fed} fed, {counters.Applied} applied, {counters.Duplicates} duplicate, {counters.Late} late, " +
                $"{counters.Rejected} rejected, {letters} letters");
        }

        return run;
    }

    /// <summary>Counts one partition as checked; throws where it is not exact.</summary>
    public static void Check(bool isExact, string what)
    {
        Interlocked.Increment(ref _balanced);
        if (!isExact)
        {
            Interlocked.Increment(ref _unbalanced);
            Assert.Fail($"The counters are not exact: {what}");
        }
    }

    /// <summary>Partitions checked and not exact since the last call.</summary>
    public static (long Checked, long NotExact) Take() => (Interlocked.Exchange(ref _balanced, 0), Interlocked.Exchange(ref _unbalanced, 0));
}
