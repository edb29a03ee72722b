using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Simulation;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;
using Fulfillment.Streams.Worker.Tests.Replay;

namespace Fulfillment.Streams.Chaos.Tests.SinkFaults;

/// <summary>
/// R10. Every durable step of a simulated world fails without, with and with part of its effect. And a worker process whose ClickHouse server fails in every way it can, and is away for a while under load: nothing is
/// lost, nothing counts twice, memory stays bounded, and it recovers by itself.
/// </summary>
public sealed class SinkFaultTests : IDisposable
{
    private static readonly int Events = Scale.IsFull ? 120_000 : 12_000;
    private static readonly int Slices = Scale.IsFull ? 150 : 10;
    private static readonly int FaultsMin = Scale.IsFull ? 1_000 : 40;
    private static readonly string[] OneOfEach =
        ["fail 500 252 6", "silent 2", "reset 5", "reset-after 5", "fail 500 241 2", "fail 500 0 4", "fail 503 0 4"];

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact, Trait("Property", "R10")]
    public async Task Whatever_the_sink_does_the_views_are_those_of_a_run_without_faults()
    {
        var tally = new Tally();
        var trial = Trial.Of("R10", inShort: 20, inFull: 300).Run(one => Simulation.Simulation.Run(
            one, new Plan { Partitions = 2, FaultsIn = one.Random.Next(2, 8), Workers = 2, Rebalances = 1 }, tally));
        if (Scale.OnlyCase is not null)
        {
            trial.Record();
            return;
        }

        var simulated = tally.Faults.Values.Sum();
        Assert.InRange(simulated, Scale.Of(100, 1000), int.MaxValue);
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", $"{Events}", "--seed", $"{Scale.Seed}", "--days", "6");
        await FaultyRun.ReplayAsync(_temp["events"], _temp["replayed"]);
        string kinds;
        (FaultyRun.Load Filling, FaultyRun.Load Full) away;
        Dictionary<string, long> posted;
        using (var run = await FaultyRun.StartAsync(_temp, _temp["events"], Slices))
        {
            away = await FailAsync(run);
            await run.SettleAsync();
            (kinds, posted) = (run.Server.Command("count"), run.Posted);
        }

        var (faults, same) = (int.Parse(kinds.Split(' ')[0], CultureInfo.InvariantCulture), await SameAsync());
        var miscounted = await Record.ExceptionAsync(() => CountsAreExactAsync(posted));
        trial.Record(
            string.Create(CultureInfo.InvariantCulture, $"{faults:N0} faults of a worker, views {(same ? "equal" : "differ")}; {simulated:N0} simulated, 0 lost, 0 doubled"),
            same && miscounted is null && faults >= FaultsMin,
            $"faults: {kinds}; while the server was away, the worker was sent {away.Filling}, then {away.Full} MiB; " +
            $"simulated: {string.Join(", ", tally.Faults.Keys.Order(StringComparer.Ordinal))}");
        Assert.True(same, "the views differ from those of a replay without faults");
        Assert.InRange(faults, FaultsMin, int.MaxValue);
        // it reads no further, and holds nothing of what it does not read
        Assert.InRange(away.Filling.Grown, long.MinValue, away.Filling.Sent / 2);
        Assert.InRange(away.Full.Grown, long.MinValue, away.Full.Sent / 6);
        Assert.Null(miscounted);
    }

    /// <summary>Faults of each kind, faults by chance, and an outage amid them.</summary>
    private static async Task<(FaultyRun.Load Filling, FaultyRun.Load Full)> FailAsync(FaultyRun run)
    {
        foreach (var command in OneOfEach.Append($"seed {Scale.Seed}").Append("odds 0.3"))
        {
            run.Server.Command(command);
        }

        (FaultyRun.Load, FaultyRun.Load) away = default;
        for (var slice = 0; slice < Slices || run.Server.Faults < FaultsMin; slice++)
        {
            await run.FeedAsync(slice);
            await run.MeetAsync(FaultsMin * (slice + 1) / Slices);
            if (slice == Slices / 2)
            {
                away = await run.AwayUnderLoadAsync();
            }
        }

        run.Server.Command("odds 0");
        return away;
    }

    private async Task<bool> SameAsync() => await ReplayedStore.DumpAsync(_temp["replayed"]) == await ReplayedStore.DumpAsync(_temp["faulty"]);

    /// <summary>Every line posted is counted once; in each partition as many as the replay applied, and no more.</summary>
    private async Task CountsAreExactAsync(Dictionary<string, long> posted)
    {
        const string unique = "SELECT topic, partition, applied, rejected, late FROM fulfillment.v_freshness ORDER BY ALL";
        string[] expected, found;
        await using (var replayed = ReplayedStore.Open(_temp["replayed"]))
        {
            expected = (await replayed.AskAsync(unique)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        await using var faulty = ReplayedStore.Open(_temp["faulty"]);
        found = (await faulty.AskAsync(unique)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, found.Length);
        foreach (var (line, other) in found.Zip(expected))
        {
            Books.Check(line == other, $"{line} after faults, {other} without");
        }

        var counted = await faulty.AskAsync("SELECT topic, sum(applied + duplicates + late + rejected) FROM fulfillment.v_freshness GROUP BY topic ORDER BY topic");
        Assert.Equal(string.Concat(posted.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}\t{p.Value}\n")), counted);
    }
}
