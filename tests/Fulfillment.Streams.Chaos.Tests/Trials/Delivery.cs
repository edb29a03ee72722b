using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>How events may reach a lane, and what a lane shows of them.</summary>
internal static class Delivery
{
    /// <summary>Longer than the idle timeout: what an input said last no longer holds the clock back.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>A lane whose late events are those further behind its clock than this.</summary>
    public static LaneOptions KeepingFor(TimeSpan retention)
    {
        var options = LaneRun.Options();
        options.Retention = retention;
        return options;
    }

    /// <summary>
    /// Events in another order, none of which arrives once another more than <paramref name="bound"/> milliseconds newer has.
    /// </summary>
    public static Said[] DelayedUpTo(this IEnumerable<Said> events, long bound, Random random) =>
        [.. events.Shuffled(random).OrderBy(e => e.At + random.Next(3) switch { 0 => 0, 1 => bound, _ => random.NextInt64(bound + 1) })];

    /// <summary>
    /// Feeds batches with silence before each, so that the clock follows the newest event of all, with ticks at random.
    /// </summary>
    public static LaneRun FeedWithSilence(this LaneRun run, IEnumerable<IReadOnlyList<Said>> batches, Random random)
    {
        foreach (var batch in batches)
        {
            run.Wall.Pass(Silence);
            run.Feed(batch);
            if (random.Next(4) == 0)
            {
                run.Tick();
            }
        }

        return run;
    }

    /// <summary>Feeds batches as they are, with ticks at random.</summary>
    public static LaneRun FeedBatches(this LaneRun run, IEnumerable<IEnumerable<Said>> batches, Random random)
    {
        foreach (var batch in batches)
        {
            run.Feed(batch);
            if (random.Next(3) == 0)
            {
                run.Tick();
            }
        }

        return run;
    }

    /// <summary>The lane ends after a last flush, and another begins from its snapshot, on the same tables.</summary>
    public static LaneRun Restarted(this LaneRun run)
    {
        run.Tick();
        return new LaneRun(run.Tables, run.Lane.Epoch + 1, snapshot: run.Snapshot());
    }

    /// <summary>Splits events into batches of one topic each, of a few events at most.</summary>
    public static IReadOnlyList<IReadOnlyList<Said>> InBatches(this IEnumerable<Said> events, Random random)
    {
        var batches = new List<List<Said>>();
        var room = 0;
        foreach (var said in events)
        {
            if (room == 0 || batches[^1][0].Topic != said.Topic)
            {
                batches.Add([]);
                room = random.Next(1, 6);
            }

            batches[^1].Add(said);
            room--;
        }

        return batches;
    }
}
