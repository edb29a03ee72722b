using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Orders;

/// <summary>An order that is packed and unpacked between events is the order that never was.</summary>
[Laws(Arbitrary = [typeof(Story)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class PackingLaws
{
    private readonly Lane _lane = new(0, 1, new LaneOptions(), new StandingTime(), (_, _) => -1);
    private readonly PackedWriter _writer = new();

    [Property]
    public void Nothing_is_lost_or_changed_by_packing(Story story)
    {
        var random = new Random(story.Luck);
        Order whole = new(), packed = new();
        whole.Begin(7, "o"u8);
        packed.Begin(7, "o"u8);
        foreach (var said in story.Events.Shuffled(random).Where(e => e is OrderSaid or ScanSaid))
        {
            using var batch = Decode(said);
            Apply(whole, batch.Events);
            Apply(packed, batch.Events);
            if (random.Next(2) == 0)
            {
                var record = Pack(packed);
                packed.Begin(3, "another that had the object in between"u8);
                Apply(packed, batch.Events);
                packed.Unpack(record);
                Assert.Equal(record, Pack(packed));
            }

            Assert.Equal(Describe(whole), Describe(packed));
            Assert.Equal(Pack(whole), Pack(packed));
            Assert.Equal(PackedOrder.DayOf(whole.LastEventAt), PackedOrder.DayOf(Pack(whole)));
            Assert.True(PackedOrder.IdOf(Pack(whole)).SequenceEqual("o"u8));
        }
    }

    [Property]
    public void An_object_that_begins_anew_knows_nothing_of_the_order_before(Story story)
    {
        Order one = new(), fresh = new();
        one.Begin(7, "o"u8);
        fresh.Begin(8, "another"u8);
        foreach (var said in story.Events.Where(e => e is OrderSaid or ScanSaid))
        {
            using var batch = Decode(said);
            Apply(one, batch.Events);
        }

        one.Begin(8, "another"u8);
        Assert.Equal(Describe(fresh), Describe(one));
        Assert.Equal(Pack(fresh), Pack(one));
    }

    [Theory]
    [InlineData(-86_400_001L, 0)]
    [InlineData(86_399_999L, 0)]
    [InlineData(86_400_000L, 1)]
    [InlineData(long.MaxValue, ushort.MaxValue)]
    public void The_day_of_the_newest_event_is_as_near_as_two_bytes_come(long time, ushort day) =>
        Assert.Equal(day, PackedOrder.DayOf(time));

    [Fact]
    public void A_record_of_a_later_layout_is_refused() => Assert.Equal(
        "The snapshot has an order in layout 129, which this program does not know.",
        Assert.Throws<InvalidDataException>(() => PackedOrder.IsPacked([0, 1, (byte)'o', 129])).Message);

    private EventBatch Decode(Said said)
    {
        var raw = new BufferedRawBatch { Topic = said.Topic, Partition = 0 };
        raw.Add(0, Encoding.UTF8.GetBytes(said.Json));
        var batch = _lane.Decoder.Decode(raw);
        batch.Raw = raw;
        return batch;
    }

    private void Apply(Order order, EventColumns events)
    {
        var ends = new EndNotes([]);
        if (events is OrderColumns orders)
        {
            order.Apply(orders, 0, _lane.Words, ends);
        }
        else if (events is TrackingColumns scans)
        {
            order.ApplyScan(scans.Text[scans.PackageId[0]], scans.Status[0], scans.EventTime[0], ends);
        }
    }

    private byte[] Pack(Order order)
    {
        order.Pack(_writer);
        return _writer.Written.ToArray();
    }

    /// <summary>Everything an order tells.</summary>
    private static string Describe(Order order)
    {
        var text = new StringBuilder();
        foreach (var field in Enum.GetValues<OrderField>().Where(f => f < OrderField.BuyerId))
        {
            text.Append(CultureInfo.InvariantCulture, $"{field} {order.Number(field)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(order.Id)} of {order.Shop} by {Encoding.UTF8.GetString(order.BuyerId)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{order.FirstEventAt} to {order.LastEventAt}, {order.LabelStatusAt} {order.AcceptedStatusAt} {order.CancelledStatusAt}\n");
        text.AppendJoin(' ', order.DeliveredStatuses.ToArray()).AppendJoin(' ', order.PastAccepted.ToArray()).AppendJoin(' ', order.PastRegions.ToArray()).Append('\n');
        text.AppendJoin('\n', order.Lines.Select(l => (l.Sku, l.Quantity, l.UnitPrice, l.Campaign)));
        foreach (var package in order.Packages)
        {
            text.Append(CultureInfo.InvariantCulture, $"{package.LabelAt} {package.AcceptedAt} {package.FirstAttemptAt} {package.LastCorrection} ");
            text.AppendJoin(' ', package.Deliveries.ToArray()).Append('\n');
        }

        return text.ToString();
    }
}
