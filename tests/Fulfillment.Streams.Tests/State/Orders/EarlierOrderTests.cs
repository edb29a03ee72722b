using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Tests.State.Orders;

/// <summary>An order as formats 2 and 3 hold it, byte for byte as those said.</summary>
public sealed class EarlierOrderTests
{
    [Fact]
    public void All_that_earlier_formats_hold_of_an_order_is_read()
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(1);
        writer.Write(1000L); // a stamp: when and who
        writer.Write("e1");
        foreach (var field in Enum.GetValues<OrderField>())
        {
            var isSaid = field is OrderField.Region or OrderField.PaidTime;
            writer.Write((byte)(isSaid ? 1 : 0));
            if (isSaid)
            {
                writer.Write7BitEncodedInt64(field == OrderField.Region ? 5 : 900);
            }
        }

        writer.Write("buyer");
        writer.Write7BitEncodedInt(0); // lines
        Moments(writer, 1, 2, 3);
        Moments(writer, 100, 1000); // first and last event
        Counted(writer, 70, 80); // delivered
        Counted(writer, 60);
        writer.Write7BitEncodedInt(2);
        writer.Write7BitEncodedInt(7); // regions left behind
        writer.Write7BitEncodedInt(8);
        writer.Write(99L); // cancelled
        writer.Write7BitEncodedInt(0); // packages

        var order = new Order();
        bytes.Position = 0;
        order.ReadEarlier(3, "o1"u8, new BinaryReader(bytes));
        Assert.Equal(bytes.Length, bytes.Position);
        Assert.Equal((3, 5L, 900L), (order.Shop, order.Number(OrderField.Region), order.Number(OrderField.PaidTime)));
        Assert.Equal("buyer"u8, order.BuyerId);
        Assert.Equal([7, 8], order.PastRegions.ToArray());
        Assert.Equal([60L], order.PastAccepted.ToArray());
        Assert.Equal([70L, 80L], order.DeliveredStatuses.ToArray());
        Assert.Equal((100L, 1000L, 99L), (order.FirstEventAt, order.LastEventAt, order.CancelledStatusAt));
        Assert.Equal((1L, 2L), (order.LabelStatusAt, order.AcceptedStatusAt));
    }

    private static void Moments(BinaryWriter writer, params long[] moments) => Array.ForEach(moments, writer.Write);

    private static void Counted(BinaryWriter writer, params long[] moments)
    {
        writer.Write7BitEncodedInt(moments.Length);
        Moments(writer, moments);
    }
}
