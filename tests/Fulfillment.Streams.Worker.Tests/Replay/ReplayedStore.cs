using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Replay;
using Fulfillment.Streams.Worker.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>A store that files were replayed into, and SQL on it.</summary>
internal static class ReplayedStore
{
    public static readonly string[] Views =
    [
        "v_orders", "v_sell_through", "v_stockout_risk", "v_delivery_latency", "v_ad_performance",
    ];

    /// <summary>Replays paths into a store directory, new or not, as the verb does.</summary>
    public static async Task<ReplayResult> ReplayAsync(string directory, long? clockEnd, params string[] paths)
    {
        var options = new FulfillmentOptions();
        using var store = EmbeddedStore.Open(directory, options.Lanes, "test", TimeProvider.System);
        await using var tables = EmbeddedClickHouse.Open(store.ClickHouse, new EmbeddedOptions());
        await Migrator.RunAsync(tables, CancellationToken.None);
        return new ReplayRun(options, store, tables, NullLogger.Instance)
            .Run(ReplayInput.Find(paths), clockEnd, (_, _) => { }, CancellationToken.None);
    }

    /// <summary>Opens the store's tables for questions.</summary>
    public static EmbeddedClickHouse Open(string directory) =>
        EmbeddedClickHouse.Open(Path.Combine(directory, "clickhouse"), new EmbeddedOptions());

    /// <summary>The answer to a question, as text.</summary>
    public static async Task<string> AskAsync(this IClickHouse tables, string sql)
    {
        using var answer = new MemoryStream();
        await tables.QueryAsync(new ClickHouseQuery(sql), answer, CancellationToken.None);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>Every row of every view whose content is a function of the events alone.</summary>
    public static async Task<string> DumpAsync(string directory)
    {
        await using var tables = Open(directory);
        var dump = new StringBuilder();
        foreach (var view in Views)
        {
            dump.Append("-- ").Append(view).Append('\n').Append(await tables.AskAsync($"SELECT * FROM fulfillment.{view} ORDER BY ALL"));
        }

        return dump.ToString();
    }
}
