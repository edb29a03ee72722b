using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>
/// A contender: ClickHouse alone computes the views from the same files, in SQL. It leaves out what SQL cannot say in reason:
/// estimated deadlines and what is judged by them, time-weighted stock, and stock-out risk with its history.
/// </summary>
internal static class ClickHouseFiles
{
    /// <summary>Computes the views of a directory of events into a new store.</summary>
    public static async Task<Outcome> RunAsync(string events, string store)
    {
        await using var engine = EmbeddedClickHouse.Open(store, new EmbeddedOptions());
        var (codes, statuses) = await VocabularyAsync(engine, events);
        var watch = Stopwatch.StartNew();
        var laps = new Dictionary<string, double>();
        foreach (var statement in Statements.Of("FromFiles", ("events", events), ("codes", codes), ("statuses", statuses)).Concat(Statements.Of("Views")))
        {
            var begun = watch.Elapsed;
            await engine.ExecuteAsync(statement, default);
            laps[statement.Split(' ', 4)[2]] = (watch.Elapsed - begun).TotalSeconds;
        }

        laps["seconds"] = watch.Elapsed.TotalSeconds;
        return new Outcome { Figures = laps, Answer = await engine.SameViewsAsync("views") };
    }

    /// <summary>What the engine's store answers to the same questions.</summary>
    public static async Task<Outcome> AnswerAsync(string store)
    {
        await using var engine = EmbeddedClickHouse.Open(Path.Combine(store, "clickhouse"), new EmbeddedOptions());
        return new Outcome { Answer = await engine.SameViewsAsync("fulfillment") };
    }

    private static async Task<(string Codes, string Statuses)> VocabularyAsync(EmbeddedClickHouse engine, string events)
    {
        var pairs = await engine.AskAsync(
            $"SELECT DISTINCT status, carrier FROM file('{events}/tracking.ndjson', 'JSONEachRow', 'status String, carrier String') SETTINGS input_format_skip_unknown_fields = 1");
        return TrackingCodes.Of(pairs.Split('\n').Select(p => p.Split('\t')).Select(p => (p[0], p[1])));
    }
}
