using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Order
{
    /// <summary>Becomes an order as formats 2 and 3 hold it, all but shop and id.</summary>
    public void ReadEarlier(int shop, ReadOnlySpan<byte> id, BinaryReader reader)
    {
        Begin(shop, id);
        var stamps = reader.Read7BitEncodedInt();
        RoomForStamps(stamps);
        _stampCount = stamps;
        for (var i = 0; i < stamps; i++)
        {
            _stamps[i] = new OrderStamp(reader.ReadInt64(), _text.Add(reader.ReadByteArray()));
        }

        for (var field = 0; field < FieldCount; field++)
        {
            _writers[field] = reader.ReadByte();
            if (field < ScalarCount && _writers[field] != 0)
            {
                _scalars[field] = reader.Read7BitEncodedInt64();
            }
        }

        _buyer = _text.Add(reader.ReadByteArray());
        Lines = _lineArrays.Take(reader.Read7BitEncodedInt());
        for (var i = 0; i < Lines.Length; i++)
        {
            Lines[i] = new OrderLine(
                _text.Add(reader.ReadByteArray()), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(),
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt());
        }

        _milestones = Milestones.ReadEarlier(reader);
        FirstEventAt = reader.ReadInt64();
        LastEventAt = reader.ReadInt64();
        ReadMoments(reader, ref _deliveredStatuses);
        ReadMoments(reader, ref _pastAccepted);
        for (var regions = reader.Read7BitEncodedInt(); regions > 0; regions--)
        {
            _pastRegions.Add(reader.Read7BitEncodedInt());
        }

        CancelledStatusAt = reader.ReadInt64();
        for (var packages = reader.Read7BitEncodedInt(); packages > 0; packages--)
        {
            NewPackage(_packages.Count).ReadEarlier(reader, _text);
        }
    }

    private static void ReadMoments(BinaryReader reader, ref Moments moments)
    {
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            moments.Add(reader.ReadInt64());
        }
    }
}
