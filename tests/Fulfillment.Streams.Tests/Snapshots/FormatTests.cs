using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>
/// A store that an earlier version left is read: the folder Formats/N holds what format N wrote after the events of
/// before.ndjson. Going on with after.ndjson must give what all events give in one go.
/// </summary>
public sealed class FormatTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Snapshots", "Formats");

    public static TheoryData<int> Formats => [.. Numbers];

    internal static IEnumerable<int> Numbers => Directory.EnumerateDirectories(Folder).Select(f => int.Parse(Path.GetFileName(f), null)).Order();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_snapshot_of_every_format_loads_and_goes_on(int format)
    {
        var store = MemorySnapshots.Of(Path.Combine(Folder, $"{format}"));
        var owner = await LaneSnapshots.ClaimAsync(store, 0, 1, damaged => Assert.Fail(damaged), SnapshotMerge.InBackground(), default);
        var state = (await owner.LoadAsync(default))!;
        Assert.Equal((format, "embedded log"), (state.FormatVersion, state.Source));

        using var before = new LaneRun(options: LaneRun.Options());
        Feed(before, "before").Tick();
        using var after = new LaneRun(before.Tables, 2, LaneRun.Options(), state);
        Feed(after, "after").Settle();
        using var whole = new LaneRun(options: LaneRun.Options());
        Feed(Feed(whole, "before"), "after").Settle();
        Chance.Same(whole.Tables.Dump(), after.Tables.Dump());
        Assert.Equal(whole.Lane.Counters.Select(c => (c.Topic, c.Applied)), after.Lane.Counters.Select(c => (c.Topic, c.Applied)));
    }

    /// <summary>Until the first merge it holds records of both.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_chain_that_an_earlier_format_began_goes_on(int format)
    {
        var store = MemorySnapshots.Of(Path.Combine(Folder, $"{format}"));
        using var before = new LaneRun(options: LaneRun.Options());
        Feed(before, "before").Tick();
        foreach (var (life, events) in File.ReadLines(Path.Combine(Folder, "after.ndjson")).Chunk(8).Index())
        {
            var owner = await LaneSnapshots.ClaimAsync(store, 0, 3, damaged => Assert.Fail(damaged), SnapshotMerge.AtOnce(3 + life), default);
            using var run = new LaneRun(before.Tables, (uint)life + 2, LaneRun.Options(), await owner.LoadAsync(default));
            foreach (var said in events)
            {
                Feed(run, [said]).Settle();
                await owner.SaveAsync("embedded log", run.Changes(), isLast: false, default);
            }
        }

        var next = await LaneSnapshots.ClaimAsync(store, 0, 3, damaged => Assert.Fail(damaged), SnapshotMerge.InBackground(), default);
        var state = (await next.LoadAsync(default))!;
        Assert.Equal(Manifest.FormatVersion, state.FormatVersion);
        using var last = new LaneRun(before.Tables, 100, LaneRun.Options(), state);
        using var whole = new LaneRun(options: LaneRun.Options());
        Feed(Feed(whole, "before"), "after").Settle();
        Chance.Same(whole.Tables.Dump(), last.Settle().Tables.Dump());
        Assert.Equal(whole.Lane.Counters.Select(c => (c.Topic, c.Applied)), last.Lane.Counters.Select(c => (c.Topic, c.Applied)));
        Feed(Feed(last, "before"), "after").Settle(); // all of them are known
        Assert.Equal(whole.Lane.Counters.Select(c => (c.Topic, c.Applied)), last.Lane.Counters.Select(c => (c.Topic, c.Applied)));
    }

    [Fact]
    public void The_format_written_now_is_among_those_tested() =>
        Assert.Contains(Manifest.FormatVersion, Numbers);

    /// <summary>Makes the folder of the format written now, where FULFILLMENT_WRITE_FORMAT names one; run it when the format changes.</summary>
    [Fact]
    public async Task The_format_written_now_is_read_back()
    {
        var store = new MemorySnapshots();
        var owner = await LaneSnapshots.ClaimAsync(store, 0, 1, damaged => Assert.Fail(damaged), SnapshotMerge.InBackground(), default);
        Assert.Null(await owner.LoadAsync(default));
        using var run = new LaneRun(options: LaneRun.Options());
        foreach (var half in File.ReadLines(Path.Combine(Folder, "before.ndjson")).Chunk(12))
        {
            Feed(run, half).Tick();
            await owner.SaveAsync("embedded log", run.Changes(), isLast: false, default);
        }

        var next = await LaneSnapshots.ClaimAsync(store, 0, 1, damaged => Assert.Fail(damaged), SnapshotMerge.InBackground(), default);
        Assert.Equal(Records.Of(run.Snapshot().Blobs), Records.Of((await next.LoadAsync(default))!.Blobs));
        if (Environment.GetEnvironmentVariable("FULFILLMENT_WRITE_FORMAT") is { } folder)
        {
            foreach (var name in store.Names)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name), store[name]);
            }
        }
    }

    private static LaneRun Feed(LaneRun run, string name) => Feed(run, File.ReadLines(Path.Combine(Folder, $"{name}.ndjson")));

    private static LaneRun Feed(LaneRun run, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var topic = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            run.Feed(TopicNames.All.Single(t => t.Name() == topic), line[(topic.Length + 1)..]);
        }

        return run;
    }
}
