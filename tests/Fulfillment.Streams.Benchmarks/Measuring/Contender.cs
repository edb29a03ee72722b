using System.Diagnostics;
using System.Text.Json;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>Runs one of <see cref="Contenders"/> in a process of its own.</summary>
internal static class Contender
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Starts it and waits for its outcome.</summary>
    public static async Task<Outcome> RunAsync(string name, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.Benchmarks.dll");
        var output = await ChildProcess.RunAsync([program, "contender", name, .. arguments], Longest);
        return JsonSerializer.Deserialize<Outcome>(output, Report.Json)
            ?? throw new InvalidOperationException($"{name} reported nothing.");
    }

    /// <summary>Runs several in turn, A B A B, so that what else the machine does meets all of them.</summary>
    /// <param name="runs">How often each.</param>
    /// <param name="contenders">Who, each with its way to run once.</param>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Outcome>>> InTurnAsync(
        int runs, params IReadOnlyList<(string Name, Func<int, Task<Outcome>> Run)> contenders)
    {
        var outcomes = contenders.ToDictionary(c => c.Name, _ => new List<Outcome>());
        for (var run = 0; run < runs; run++)
        {
            foreach (var (name, measure) in contenders)
            {
                outcomes[name].Add(await measure(run));
            }
        }

        return outcomes.ToDictionary(o => o.Key, o => (IReadOnlyList<Outcome>)o.Value);
    }

    /// <summary>One figure of every run.</summary>
    public static Reading Reading(this IReadOnlyList<Outcome> outcomes, string contender, string figure, string unit) =>
        new(contender, unit, [.. outcomes.Select(o => o[figure])]);
}
