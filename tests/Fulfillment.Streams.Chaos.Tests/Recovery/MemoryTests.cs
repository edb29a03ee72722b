using System.Globalization;
using System.Runtime.CompilerServices;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Xunit.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>What an open order costs in memory: its record, its place in the index, the ids of its events.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int FewOrders = 10_000; // by then windows, SKUs and buffers are there
    private const double Bar = 200;

    [Fact, Trait("Property", "R16")]
    public void An_open_order_takes_few_bytes()
    {
        var orders = Scale.Of(inShort: 200_000, inFull: 1_000_000);
        using var lane = new FedLane(FewOrders);
        var before = Held();
        lane.Feed(orders);
        TakeSnapshot(lane); // as every 15 seconds: what changed since is not gathered for ever
        var each = (double)(Held() - before) / orders;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{orders:N0} more open orders take {each:F0} bytes each"));
        Assert.True(each <= Bar, $"An open order takes {each} bytes.");
        GC.KeepAlive(lane);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // its bytes must be gone when it returns
    private static void TakeSnapshot(FedLane lane)
    {
        lane.Lane.BeginSnapshot();
        Assert.NotNull(lane.Lane.ContinueSnapshot(TimeSpan.MaxValue));
    }

    private static long Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
