using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>
/// A ceiling: the rows that the engine's views consist of, made already, written into empty tables once. Whoever keeps these tables
/// does at least that.
/// </summary>
internal static class RowsAlone
{
    private const string Tables = """
        SELECT table, arrayStringConcat(groupArray(name), ', ')
        FROM (
            SELECT table, name FROM system.columns
            WHERE database = 'fulfillment' AND table != 'schema_migrations' AND default_kind = ''
                AND table IN (SELECT name FROM system.tables WHERE database = 'fulfillment' AND engine = 'ReplacingMergeTree')
            ORDER BY table, position)
        GROUP BY table
        """;

    /// <summary>Takes the rows of a store out, and measures how long it takes to write them into it again, all tables at once.</summary>
    public static async Task<Outcome> RunAsync(string store)
    {
        await using var engine = EmbeddedClickHouse.Open(Path.Combine(store, "clickhouse"), new EmbeddedOptions());
        var rows = new List<(TableColumns Table, ReadOnlyMemory<byte> Rows)>();
        foreach (var line in (await engine.AskAsync(Tables)).Split('\n'))
        {
            var table = line.Split('\t') is [var name, var columns] ? new TableColumns(name, columns) : throw new InvalidOperationException(line);
            using var taken = new MemoryStream();
            await engine.QueryAsync(new ClickHouseQuery($"SELECT {table.Columns} FROM fulfillment.{table.Table} FINAL FORMAT RowBinary"), taken, default);
            await engine.ExecuteAsync($"TRUNCATE TABLE fulfillment.{table.Table}", default);
            rows.Add((table, taken.ToArray()));
        }

        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(rows.Select(r => engine.InsertAsync(r.Table, r.Rows, default)));
        return new Outcome
        {
            Figures = new Dictionary<string, double>
            {
                ["seconds"] = watch.Elapsed.TotalSeconds,
                ["cpuSeconds"] = (Environment.CpuUsage.TotalTime - before).TotalSeconds,
                ["bytes"] = rows.Sum(r => (double)r.Rows.Length),
            },
            Answer = await engine.SameViewsAsync("fulfillment"),
        };
    }
}
