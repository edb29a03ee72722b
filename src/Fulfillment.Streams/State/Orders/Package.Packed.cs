using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Package
{
    /// <summary>Writes it into its order's record, times against <paramref name="from"/>.</summary>
    public void Pack(PackedWriter record, OrderText text, long from)
    {
        record.Text(text[Id]);
        var parts = (_milestones.Accepted != Absent.Number ? Part.Accepted : 0)
            | (_milestones.Label != Absent.Number ? Part.Label : 0)
            | (_milestones.FirstAttempt != Absent.Number ? Part.FirstAttempt : 0)
            | (!_deliveries.All.IsEmpty ? Part.Deliveries : 0)
            | (_lastCorrection != Absent.Number ? Part.Correction : 0);
        record.Byte((byte)parts);
        PackedTime.Write(record, from, _milestones.Accepted);
        PackedTime.Write(record, from, _milestones.Label);
        PackedTime.Write(record, from, _milestones.FirstAttempt);
        PackedTime.Write(record, from, _lastCorrection);
        PackedTime.Write(record, from, _deliveries);
    }

    /// <summary>Takes what <see cref="Pack"/> wrote.</summary>
    public void Unpack(ref PackedReader record, long from)
    {
        Begin(record.Text());
        var parts = (Part)record.Byte();
        _milestones.Accepted = PackedTime.Read(ref record, from, (parts & Part.Accepted) != 0);
        _milestones.Label = PackedTime.Read(ref record, from, (parts & Part.Label) != 0);
        _milestones.FirstAttempt = PackedTime.Read(ref record, from, (parts & Part.FirstAttempt) != 0);
        _lastCorrection = PackedTime.Read(ref record, from, (parts & Part.Correction) != 0);
        if ((parts & Part.Deliveries) != 0)
        {
            PackedTime.Read(ref record, from, ref _deliveries);
        }
    }

    /// <summary>Takes what formats 2 and 3 hold.</summary>
    public void ReadEarlier(BinaryReader reader, OrderText text)
    {
        Begin(text.Add(reader.ReadByteArray()));
        _milestones = Milestones.ReadEarlier(reader);
        _lastCorrection = reader.ReadInt64();
        for (var deliveries = reader.Read7BitEncodedInt(); deliveries > 0; deliveries--)
        {
            _deliveries.Add(reader.ReadInt64());
        }
    }

    [Flags]
    private enum Part : byte
    {
        Accepted = 1,
        Label = 2,
        FirstAttempt = 4,
        Correction = 8,
        Deliveries = 16,
    }
}
