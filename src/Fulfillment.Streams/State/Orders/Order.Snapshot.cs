namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Order
{
    /// <summary>Writes all but shop and id.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_stamps.Length);
        foreach (var stamp in _stamps)
        {
            stamp.Write(writer);
        }

        for (var field = 0; field < FieldCount; field++)
        {
            writer.Write(_writers[field]);
            if (field < ScalarCount && _writers[field] != 0)
            {
                writer.Write7BitEncodedInt64(_scalars[field]);
            }
        }

        writer.WriteBytes(BuyerId);
        OrderLines.Write(writer, Lines);
        _milestones.Write(writer);
        writer.Write(FirstEventAt);
        writer.Write(LastEventAt);
        Moments.Write(writer, _deliveredStatuses);
        Moments.Write(writer, _pastAccepted);
        writer.Write7BitEncodedInt(PastRegions.Length);
        foreach (var region in PastRegions)
        {
            writer.Write7BitEncodedInt(region);
        }

        writer.Write(CancelledStatusAt);
        writer.Write7BitEncodedInt(Packages.Count);
        foreach (var package in Packages)
        {
            package.Write(writer);
        }
    }

    public static Order Read(int shop, byte[] id, BinaryReader reader)
    {
        var order = new Order(shop, id) { _stamps = new Stamp[reader.Read7BitEncodedInt()] };
        for (var i = 0; i < order._stamps.Length; i++)
        {
            order._stamps[i] = Stamp.Read(reader);
        }

        for (var field = 0; field < FieldCount; field++)
        {
            order._writers[field] = reader.ReadByte();
            if (field < ScalarCount && order._writers[field] != 0)
            {
                order._scalars[field] = reader.Read7BitEncodedInt64();
            }
        }

        order.BuyerId = reader.ReadByteArray();
        order.Lines = OrderLines.ReadSnapshot(reader);
        order._milestones = Milestones.Read(reader);
        order.FirstEventAt = reader.ReadInt64();
        order.LastEventAt = reader.ReadInt64();
        order._deliveredStatuses = Moments.Read(reader);
        order._pastAccepted = Moments.Read(reader);
        var regions = reader.Read7BitEncodedInt();
        order.PastRegions = regions == 0 ? [] : new int[regions];
        for (var i = 0; i < order.PastRegions.Length; i++)
        {
            order.PastRegions[i] = reader.Read7BitEncodedInt();
        }

        order.CancelledStatusAt = reader.ReadInt64();
        for (var packages = reader.Read7BitEncodedInt(); packages > 0; packages--)
        {
            order.Packages.Add(Package.Read(reader));
        }

        return order;
    }
}
