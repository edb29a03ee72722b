using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Tests.State;

public sealed class ClosedOrdersTests
{
    private readonly ClosedOrders _closed = new(2);

    [Fact]
    public void The_oldest_notes_go_first()
    {
        Close("a", "b", "c");
        Assert.Equal([false, true, true], new[] { "a", "b", "c" }.Select(IsClosed));
        Assert.False(_closed.Contains(1, "b"u8)); // of another shop
    }

    [Fact]
    public void Noting_twice_takes_no_room()
    {
        Close("a", "b", "b", "b");
        Assert.True(IsClosed("a"));
    }

    [Fact]
    public void Notes_of_a_snapshot_are_gone_once_all_of_them_are_forgotten()
    {
        Close("a", "b");
        Assert.Equal(1, Snapshot(1));
        Close("c");
        Assert.Equal(1, Snapshot(2)); // one of the first is left
        Close("d");
        Assert.Equal(2, Snapshot(3)); // the first are gone
        Assert.Equal(0, Snapshot(4));
        Close("e");
        Assert.Equal(2, Snapshot(5)); // those of the second
        Close("f");
        Assert.Equal(2, Snapshot(6));
    }

    [Fact]
    public void After_a_restore_the_oldest_go_first_and_nothing_is_written_again()
    {
        Close("a");
        var first = Written(1);
        Close("b");
        var restored = new ClosedOrders(2);
        restored.Restore([(1, first), (2, Written(2))]);
        var records = new StateRecords();
        restored.Begin(records, 3);
        Assert.Equal(0, records.Count);
        restored.Add(0, "c"u8);
        Assert.False(restored.Contains(0, "a"u8));
        Assert.True(restored.Contains(0, "b"u8));
        restored.Begin(records, 4);
        Assert.Equal(2, records.Count); // a is gone, c is new
    }

    [Fact]
    public void A_snapshot_of_its_own_has_all_notes_that_are_left()
    {
        Close("a", "b");
        Snapshot(1);
        Close("c");
        _closed.TouchAll();
        Assert.Equal(2 * sizeof(ulong), Written(2).Length);
        Assert.Equal(0, Snapshot(3));
    }

    [Fact]
    public void Format_2_holds_their_hashes_and_the_next_snapshot_has_them()
    {
        Close("a", "b");
        var hashes = Written(1);
        var earlier = new ClosedOrders(2);
        earlier.ReadWhole(new BinaryReader(new MemoryStream([2, 0, 0, 0, .. hashes])));
        Assert.True(earlier.Contains(0, "a"u8) && earlier.Contains(0, "b"u8));
        var records = new StateRecords();
        earlier.Begin(records, 1);
        Assert.Equal(1, records.Count);
    }

    private void Close(params string[] orders)
    {
        foreach (var order in orders)
        {
            _closed.Add(0, System.Text.Encoding.UTF8.GetBytes(order));
        }
    }

    private bool IsClosed(string order) => _closed.Contains(0, System.Text.Encoding.UTF8.GetBytes(order));

    private int Snapshot(uint generation)
    {
        var records = new StateRecords();
        _closed.Begin(records, generation);
        return records.Count;
    }

    /// <summary>The value of the only record.</summary>
    private byte[] Written(uint generation)
    {
        var records = new StateRecords();
        _closed.Begin(records, generation);
        Assert.Equal(1, records.Count);
        var bytes = records.Close().Single().ToArray();
        return bytes[(StateRecords.LengthBytes + 1 + sizeof(uint))..];
    }
}
