using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>Merging allocates where state grows and nowhere else.</summary>
public sealed class AllocationTests
{
    private const int Orders = 2000;
    private const long At = 1_780_000_000_000;
    private readonly Lane _lane = new(0, 1, new LaneOptions(), new StandingTime(), (_, _) => -1);

    [Fact]
    public void Events_that_are_known_are_merged_again_without_allocating()
    {
        for (var round = 0; round < 3; round++)
        {
            Flush();
        }

        var allocated = Flush();
        Assert.True(allocated < 8 * 2 * Orders, $"{allocated} bytes for {2 * Orders} events.");
    }

    /// <summary>Feeds an event and a scan of every order, and gives how much merging them, taking what changed and settling allocated.</summary>
    private long Flush()
    {
        using var orders = Decode(Topic.Orders, n => new OrderSaid($"e{n}", $"s{n % 3}", At + n, $"o{n}", "IN_TRANSIT")
        {
            PaidTime = At, Region = "CA", BuyerId = $"b{n}", Lines = [new LineSaid("1", "A", 1, 2.5m), new LineSaid("2", "B", 1, 3m)],
        });
        using var scans = Decode(Topic.Tracking, n => new ScanSaid($"t{n}", $"s{n % 3}", At + n, $"o{n}", "p1", "DELIVERED"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _lane.Merge(orders);
        _lane.Merge(scans);
        var changes = _lane.TakeChanges()!;
        Assert.Equal(Orders, changes.Orders.Count);
        _lane.Settle(changes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private EventBatch Decode(Topic topic, Func<int, Said> say)
    {
        var raw = new BufferedRawBatch { Topic = topic, Partition = 0 };
        for (var n = 0; n < Orders; n++)
        {
            raw.Add(n, Encoding.UTF8.GetBytes(say(n).Json));
        }

        var batch = _lane.Decoder.Decode(raw);
        batch.Raw = raw;
        return batch;
    }
}
