using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Log;
using Fulfillment.Streams.Worker.Tests;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>R16: how soon a worker that was killed writes again, with all its orders open.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const int Lanes = 4;
    private const int Rounds = 3;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60); // of a short run beside other work
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact, Trait("Property", "R16")]
    public async Task A_worker_with_many_open_orders_writes_new_rows_soon_after_its_start()
    {
        var watch = Stopwatch.StartNew();
        var orders = Scale.Of(inShort: 20_000, inFull: 1_000_000);
        Directory.CreateDirectory(_temp["events"]);
        new OpenOrders(orders).Write(_temp["events/orders.ndjson"]);
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["store"]);

        var restarts = new List<Restart>();
        for (var round = 0; round < Rounds; round++)
        {
            await AppendAsync(OpenOrders.New(round));
            restarts.Add(await Restart.MeasureAsync(_temp["store"], Lanes, OpenOrders.CountOfNew(round), OpenOrders.Shops));
        }

        var typical = restarts.OrderBy(r => r.First).ElementAt(Rounds / 2);
        var met = typical.First <= (Scale.IsFull ? Bar : Generous);
        Report.Record(
            "R16",
            string.Create(CultureInfo.InvariantCulture, $"{typical.First.TotalSeconds:F2} s from process start with {orders:N0} open orders"),
            met, orders, null, watch.Elapsed.TotalSeconds,
            string.Join("; ", restarts.Select(r => string.Create(
                CultureInfo.InvariantCulture,
                $"answers {r.Answers.TotalSeconds:F2} s, lanes open {r.Open.TotalSeconds:F2} s, first new row {r.First.TotalSeconds:F2} s, " +
                $"{(r.First - r.Open).TotalSeconds:F2} s after the lanes, all shops {r.All.TotalSeconds:F2} s"))) +
            string.Create(CultureInfo.InvariantCulture, $"; snapshots {SnapshotBytes() / 1e6:N0} MB"));
        Assert.True(met, $"The first new row took {typical.First}.");
    }

    /// <summary>As a client had them acknowledged that moment before the worker was killed.</summary>
    private async Task AppendAsync(IEnumerable<string> events)
    {
        using var log = new EmbeddedLog(Path.Combine(_temp["store"], "log"), Lanes);
        foreach (var line in events)
        {
            log.Append(Topic.Orders, Encoding.UTF8.GetBytes(line));
        }

        await log.CommitAsync(CancellationToken.None);
    }

    private long SnapshotBytes() =>
        Directory.EnumerateFiles(Path.Combine(_temp["store"], "snapshots"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
}
