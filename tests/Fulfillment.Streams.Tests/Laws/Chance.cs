using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>What delivery may do to a set of events.</summary>
internal static class Chance
{
    public static IReadOnlyList<Said> Shuffled(this IEnumerable<Said> events, Random random)
    {
        var shuffled = events.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>
    /// Another order in which the same partitions can be read: each topic keeps its own order, but which topic comes next is chance.
    /// </summary>
    public static IReadOnlyList<Said> Reinterleaved(this IEnumerable<Said> events, Random random)
    {
        var queues = events.GroupBy(e => e.Topic).Select(g => new Queue<Said>(g)).ToList();
        var result = new List<Said>();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            for (var stretch = random.Next(1, 6); stretch > 0 && queue.TryDequeue(out var next); stretch--)
            {
                result.Add(next);
            }

            queues.RemoveAll(q => q.Count == 0);
        }

        return result;
    }

    /// <summary>Feeds events in small random batches with ticks at random; <paramref name="perTick"/> batches to a tick on average.</summary>
    public static LaneRun FeedRandomly(this LaneRun run, IEnumerable<Said> events, Random random, int perTick = 3)
    {
        var rest = events.ToArray().AsMemory();
        while (!rest.IsEmpty)
        {
            var count = Math.Min(rest.Length, random.Next(1, 6));
            run.Feed(rest[..count].ToArray());
            rest = rest[count..];
            if (random.Next(perTick) == 0)
            {
                run.Tick();
            }
        }

        return run;
    }

    /// <summary>The views of all events in one batch per topic and one flush.</summary>
    public static string Whole(this IEnumerable<Said> events, params string[] except)
    {
        using var run = new LaneRun();
        foreach (var topic in events.GroupBy(e => e.Topic).OrderBy(g => g.Key))
        {
            run.Feed(topic.Key, topic.Select(e => e.Json));
        }

        return run.Settle().Tables.Dump(except);
    }

    /// <summary>Fails where two dumps differ, with the lines that do.</summary>
    public static void Same(string expected, string actual)
    {
        if (expected != actual)
        {
            var before = expected.Split('\n');
            var after = actual.Split('\n');
            Assert.Fail($"Views differ.\nmissing:\n{string.Join('\n', before.Except(after).Take(6))}\n\nunexpected:\n{string.Join('\n', after.Except(before).Take(6))}");
        }
    }
}
