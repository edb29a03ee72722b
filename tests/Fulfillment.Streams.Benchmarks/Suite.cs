using System.Diagnostics;
using Fulfillment.Streams.Benchmarks.Brokers;
using Fulfillment.Streams.Benchmarks.Decoding;
using Fulfillment.Streams.Benchmarks.Files;
using Fulfillment.Streams.Benchmarks.Lanes;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;
using Fulfillment.Streams.Benchmarks.Windowing;

namespace Fulfillment.Streams.Benchmarks;

/// <summary>Measures one bar after another and records each at once.</summary>
internal static class Suite
{
    private static readonly Dictionary<string, Func<Scale, Task<Line>>> Benches = new()
    {
        ["B1"] = DecodeBench.MeasureAsync,
        ["B2"] = WindowBench.MeasureAsync,
        ["B3"] = FileBench.MeasureAsync,
        ["B4"] = KafkaBench.MeasureAsync,
        ["B5"] = KafkaEngineBench.MeasureAsync,
        ["B6"] = KafkaEngineBench.FreshAsync,
        ["B7"] = LaneBenches.MemoryAsync,
        ["B8"] = LaneBenches.GrowthAsync,
        ["B9"] = LaneBenches.AllocationAsync,
        ["B10"] = LaneBenches.PauseAsync,
    };

    /// <summary>Measures the bars asked for; all where none are named.</summary>
    public static async Task RunAsync(string folder, Scale scale, IReadOnlyCollection<string> only)
    {
        Directory.CreateDirectory(folder);
        foreach (var bar in Bar.All.Where(b => only.Count == 0 || only.Contains(b.Id)))
        {
            Report.Forget(folder, bar.Id);
            if (Benches.TryGetValue(bar.Id, out var measure))
            {
                await Console.Error.WriteLineAsync($"bench: {bar.Id} {bar.What}");
                Report.Record(folder, await MeasureAsync(bar, measure, scale));
            }
        }
    }

    private static async Task<Line> MeasureAsync(Bar bar, Func<Scale, Task<Line>> measure, Scale scale)
    {
        var watch = Stopwatch.StartNew();
        Line line;
        try
        {
            line = await measure(scale);
        }
        catch (InvalidOperationException failure)
        {
            await Console.Error.WriteLineAsync($"bench: {bar.Id} failed: {failure.Message}");
            line = Line.NotRun(bar) with { Figure = "failed", Met = false, Notes = [failure.Message.Split('\n')[0]] };
        }

        return line with { Form = scale.IsShort ? "short" : "full", Runs = scale.Runs, Commit = Machine.CommitHere, Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) };
    }
}
