using System.Text;
using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.Tests.Time;

public sealed class WatermarkSnapshotTests
{
    private static readonly InputId Orders = new("orders", 3);
    private static readonly InputId Tracking = new("tracking", 3);
    private readonly ManualTime _wall = new();

    [Fact]
    public void Restored_tracker_goes_on_where_the_other_stopped()
    {
        var first = New();
        first.Add(Orders);
        first.Add(Tracking);
        first.Observe(Orders, 9_000);
        first.Observe(Tracking, 2_000);
        first.Advance();

        var second = New();
        second.Add(new InputId("stale", 0));
        Restore(second, Bytes(first));

        Assert.Equal([Orders, Tracking], second.Inputs);
        Assert.Equal(1_000, second.Clock);
        second.Observe(Tracking, 5_000);
        Assert.Equal(4_000, second.Advance());
    }

    [Fact]
    public void A_tracker_without_inputs_is_restored_as_one()
    {
        var second = New();
        second.Add(Orders);
        Restore(second, Bytes(New()));
        Assert.Empty(second.Inputs);
    }

    [Fact]
    public void Restored_inputs_are_active_and_then_go_idle()
    {
        var first = New();
        first.Add(Orders);
        first.Add(Tracking);
        first.Observe(Orders, 9_000);
        _wall.Pass(TimeSpan.FromHours(1));

        var second = New();
        Restore(second, Bytes(first));

        Assert.Equal(long.MinValue, second.Advance());
        _wall.Pass(TimeSpan.FromSeconds(30));
        second.Observe(Orders, 9_000);
        Assert.Equal(8_000, second.Advance());
    }

    [Fact]
    public void Equal_states_give_equal_bytes_whatever_their_history()
    {
        var first = New();
        first.Add(Tracking);
        first.Add(Orders);
        first.Observe(Orders, 1);
        first.Observe(Orders, 7);
        var second = New();
        second.Add(Orders);
        second.Observe(Orders, 7);
        second.Add(Tracking);

        Assert.Equal(Bytes(first), Bytes(second));
    }

    [Fact]
    public void Torn_snapshot_is_refused_and_changes_nothing()
    {
        var first = New();
        first.Add(Orders);
        first.Observe(Orders, 9_000);
        var second = New();
        second.Add(Tracking);

        Assert.Throws<EndOfStreamException>(() => Restore(second, Bytes(first)[..^3]));

        Assert.Equal([Tracking], second.Inputs);
    }

    [Fact]
    public void Snapshot_of_another_version_is_refused()
    {
        var bytes = Bytes(New());
        bytes[0] = 99;

        var error = Assert.Throws<InvalidDataException>(() => Restore(New(), bytes));

        Assert.Equal("Watermark snapshot has version 99; this program reads 1.", error.Message);
    }

    [Fact]
    public void Less_than_no_inputs_are_refused()
    {
        var bytes = Bytes(New());
        bytes.AsSpan()[^sizeof(int)..].Fill(0xFF);

        Assert.Equal("Watermark snapshot has -1 inputs.", Assert.Throws<InvalidDataException>(() => Restore(New(), bytes)).Message);
    }

    [Fact]
    public void Nothing_to_write_to_or_read_from_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => New().Write(null!));
        Assert.Throws<ArgumentNullException>(() => New().Read(null!));
    }

    private WatermarkTracker New() => new(new WatermarkOptions { OutOfOrderness = Duration.FromSeconds(1) }, _wall);

    private static byte[] Bytes(WatermarkTracker tracker)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        tracker.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Restore(WatermarkTracker tracker, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        tracker.Read(reader);
    }
}
