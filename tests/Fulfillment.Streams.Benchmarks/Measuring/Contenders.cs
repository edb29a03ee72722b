using System.Globalization;
using Fulfillment.Streams.Benchmarks.Brokers;
using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Benchmarks.Lanes;
using Fulfillment.Streams.Benchmarks.Tables;
using Fulfillment.Streams.Benchmarks.Windowing;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>What may run in a process of its own, by name.</summary>
internal static class Contenders
{
    private static readonly Dictionary<string, Func<string[], Task<Outcome>>> All = new()
    {
        ["clickhouse-version"] = _ => EngineVersion.AskAsync(),
        ["clickhouse-files"] = a => ClickHouseFiles.RunAsync(a[0], a[1]),
        ["answer"] = a => ClickHouseFiles.AnswerAsync(a[0]),
        ["rows"] = a => RowsAlone.RunAsync(a[0]),
        ["count"] = a => Task.FromResult(CountingConsumer.Run(a[0], a[1])),
        ["plain"] = a => PlainConsumer.RunAsync(a[0], a[1], a[2]),
        ["agree"] = a => Task.FromResult(new Outcome
        {
            Answer = $"decoders {Same(DecodeContenders.Agree(Number(a[0])))}, windows {Same(WindowContenders.Agree(Number(a[0])))}",
        }),
        ["orders-memory"] = a => Task.FromResult(LaneMemory.OfOrders(Number(a[0]))),
        ["skus-memory"] = a => Task.FromResult(LaneMemory.OfSkus(Number(a[0]), Number(a[1]))),
        ["growth"] = a => Task.FromResult(LaneGrowth.Measure(Number(a[0]), Number(a[1]))),
        ["allocation"] = a => Task.FromResult(LaneAllocation.Measure(Number(a[0]))),
        ["pause"] = a => Task.FromResult(LanePause.Measure(Number(a[0]))),
    };

    /// <summary>Runs one here.</summary>
    public static Task<Outcome> RunAsync(string name, string[] arguments) => All.TryGetValue(name, out var contender)
        ? contender(arguments) : throw new ArgumentException($"There is no contender {name}: add it to {nameof(Contenders)}.", nameof(name));

    private static string Same(bool agree) => agree ? "agree" : "differ";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
