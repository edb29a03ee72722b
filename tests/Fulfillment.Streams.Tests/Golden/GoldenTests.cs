using Fulfillment.Streams.Tests.Analytics.Oracle;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Tests.Tidy;

namespace Fulfillment.Streams.Tests.Golden;

/// <summary>Same answer, whatever happens: every golden input in every way it may be delivered, against brute force.</summary>
public sealed class GoldenTests
{
    private const string Folder = "tests/Fulfillment.Streams.Tests/Golden/";

    public static TheoryData<string> Goldens => ["dataco", "two-weeks"];

    [Theory, MemberData(nameof(Goldens))]
    public void The_answer_survives(string golden)
    {
        var events = Repository.Lines($"{Folder}{golden}.ndjson").Select(SaidJson.Parse).ToArray();
        Expect(events, run => run.Feed(events));
        Expect(events, run => EventByEvent(run, events));
        Expect(events, run => run.FeedRandomly(events.Shuffled(new Random(1)), new Random(2)));
        Expect(events, run => run.FeedRandomly(events.Concat(events).Shuffled(new Random(3)), new Random(4)));
        for (var cut = 0; cut <= events.Length; cut += Math.Max(1, events.Length / 8))
        {
            Expect(events, run => CrashAndRestart(run, events, cut));
        }
    }

    [Fact]
    public void Two_weeks_show_what_a_person_worked_out()
    {
        using var run = new LaneRun();
        run.Feed(Repository.Lines(Folder + "two-weeks.ndjson").Select(SaidJson.Parse)).Settle();
        var shown = run.Tables.Dump("sell_through", "stockout_risk_history", "freshness").Split('\n').Where(l => !l.Contains("granularity=7d", StringComparison.Ordinal));
        Chance.Same(Repository.Read(Folder + "two-weeks.txt"), string.Join('\n', shown));
    }

    private static LaneRun EventByEvent(LaneRun run, Said[] events)
    {
        foreach (var said in events)
        {
            run.Feed(said.Topic, said.Json).Tick();
        }

        return run;
    }

    /// <summary>Goes on writing after its snapshot, dies, and another reads on in another interleaving.</summary>
    private static LaneRun CrashAndRestart(LaneRun run, Said[] events, int cut)
    {
        EventByEvent(run, events[..cut]);
        var snapshot = run.Snapshot();
        EventByEvent(run, [.. events[cut..].Reinterleaved(new Random(cut)).Take(20)]);
        var next = new LaneRun(run.Tables, 2, snapshot: snapshot);
        return next.FeedRandomly(events[cut..].Reinterleaved(new Random(cut + 1)), new Random(cut), perTick: 8);
    }

    private static void Expect(Said[] events, Func<LaneRun, LaneRun> deliver)
    {
        using var run = new LaneRun();
        using var last = deliver(run);
        OracleTests.Compare(events, last.Settle().Tables);
    }
}
