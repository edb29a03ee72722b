using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>How long a worker took, from the start of its process on, to get somewhere.</summary>
/// <param name="Answers">It takes events and questions.</param>
/// <param name="Open">All lanes have their state back.</param>
/// <param name="First">The first row of an event that it had not seen before can be read.</param>
/// <param name="All">So it is in every shop.</param>
internal readonly record struct Restart(TimeSpan Answers, TimeSpan Open, TimeSpan First, TimeSpan All)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Starts a worker on a store whose log has new events, watches it, and kills it.</summary>
    public static async Task<Restart> MeasureAsync(string store, int lanes, string countOfNew, int news)
    {
        var watch = Stopwatch.StartNew();
        using var worker = new FulfillmentProcess("run", "--store", store, "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        var seen = new Restart();
        while (seen.All == default)
        {
            Assert.True(watch.Elapsed < Longest && !worker.HasExited, $"The worker wrote nothing new within {Longest}: {worker.Errors}");
            await Task.Delay(Look);
            var rows = worker.Sql() is null || worker.Opened() < lanes ? 0 : await CountAsync(worker, countOfNew);
            seen = new Restart(
                At(seen.Answers, worker.Sql() is not null, watch),
                At(seen.Open, worker.Opened() == lanes, watch),
                At(seen.First, rows > 0, watch),
                At(seen.All, rows >= news, watch));
        }

        worker.KillHard();
        await worker.ExitAsync();
        return seen;
    }

    private static TimeSpan At(TimeSpan before, bool isThere, Stopwatch watch) => before == default && isThere ? watch.Elapsed : before;

    private static async Task<long> CountAsync(FulfillmentProcess worker, string sql) =>
        long.TryParse(await worker.AskAsync(sql), CultureInfo.InvariantCulture, out var count) ? count : 0;
}
