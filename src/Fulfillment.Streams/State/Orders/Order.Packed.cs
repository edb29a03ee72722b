using System.Numerics;
using System.Runtime.Intrinsics;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Order
{
    private const uint Times = (1u << (int)OrderField.CreateTime) | (1u << (int)OrderField.PaidTime) | (1u << (int)OrderField.ReleaseTime)
        | (1u << (int)OrderField.DispatchDeadline) | (1u << (int)OrderField.DeliverBy);

    /// <summary>Writes the record that is kept of it, and that snapshots hold: its key, see <see cref="PackedOrder"/>, then all the rest.</summary>
    public void Pack(PackedWriter record)
    {
        record.Clear();
        record.Number((ulong)Shop);
        record.Text(Id);
        record.Byte(PackedOrder.Layout);
        record.Signed(LastEventAt);
        var parts = Parts();
        record.Number((ulong)parts);
        PackStamps(record);
        PackFields(record);
        if ((parts & Part.Buyer) != 0)
        {
            record.Text(BuyerId);
        }

        PackLines(record);
        PackedTime.Write(record, LastEventAt, FirstEventAt);
        PackedTime.Write(record, LastEventAt, _milestones.Label);
        PackedTime.Write(record, LastEventAt, _milestones.Accepted);
        PackedTime.Write(record, LastEventAt, _milestones.FirstAttempt);
        PackedTime.Write(record, LastEventAt, CancelledStatusAt);
        PackedTime.Write(record, LastEventAt, _deliveredStatuses);
        PackedTime.Write(record, LastEventAt, _pastAccepted);
        if ((parts & Part.Regions) != 0)
        {
            record.Number((ulong)_pastRegions.Count);
            foreach (var region in _pastRegions)
            {
                record.Number((ulong)region);
            }
        }

        if ((parts & Part.Packages) != 0)
        {
            record.Number((ulong)_packages.Count);
            foreach (var package in _packages)
            {
                package.Pack(record, _text, LastEventAt);
            }
        }
    }

    /// <summary>Becomes the order of a record.</summary>
    public void Unpack(ReadOnlySpan<byte> record)
    {
        Clear();
        _text.Begin(record);
        var reader = new PackedReader(record);
        Shop = (int)reader.Number();
        _id = reader.Text();
        reader.Byte(); // the layout
        LastEventAt = reader.Signed();
        var parts = (Part)reader.Number();
        UnpackStamps(ref reader);
        UnpackFields(ref reader);
        _buyer = (parts & Part.Buyer) != 0 ? reader.Text() : default;
        UnpackLines(ref reader, (parts & Part.Lines) != 0);
        FirstEventAt = PackedTime.Read(ref reader, LastEventAt, (parts & Part.FirstEvent) != 0);
        _milestones.Label = PackedTime.Read(ref reader, LastEventAt, (parts & Part.Label) != 0);
        _milestones.Accepted = PackedTime.Read(ref reader, LastEventAt, (parts & Part.Accepted) != 0);
        _milestones.FirstAttempt = PackedTime.Read(ref reader, LastEventAt, (parts & Part.FirstAttempt) != 0);
        CancelledStatusAt = PackedTime.Read(ref reader, LastEventAt, (parts & Part.Cancelled) != 0);
        if ((parts & Part.Delivered) != 0)
        {
            PackedTime.Read(ref reader, LastEventAt, ref _deliveredStatuses);
        }

        if ((parts & Part.PastAccepted) != 0)
        {
            PackedTime.Read(ref reader, LastEventAt, ref _pastAccepted);
        }

        for (var regions = (parts & Part.Regions) != 0 ? reader.Number() : 0; regions > 0; regions--)
        {
            _pastRegions.Add((int)reader.Number());
        }

        for (var packages = (parts & Part.Packages) != 0 ? reader.Number() : 0; packages > 0; packages--)
        {
            NewPackage(_packages.Count).Unpack(ref reader, LastEventAt);
        }
    }

    /// <summary>Which of the parts that many orders lack it has.</summary>
    private Part Parts() =>
        (IsKnown ? Part.FirstEvent : 0)
        | (_buyer.Length > 0 ? Part.Buyer : 0)
        | (Lines.Length > 0 ? Part.Lines : 0)
        | (_packages.Count > 0 ? Part.Packages : 0)
        | (_milestones.Label != Absent.Number ? Part.Label : 0)
        | (_milestones.Accepted != Absent.Number ? Part.Accepted : 0)
        | (_milestones.FirstAttempt != Absent.Number ? Part.FirstAttempt : 0)
        | (!_deliveredStatuses.All.IsEmpty ? Part.Delivered : 0)
        | (CancelledStatusAt != Absent.Number ? Part.Cancelled : 0)
        | (!_pastAccepted.All.IsEmpty ? Part.PastAccepted : 0)
        | (_pastRegions.Count > 0 ? Part.Regions : 0);

    private void PackStamps(PackedWriter record)
    {
        record.Number((ulong)_stampCount);
        foreach (var stamp in Stamps)
        {
            record.Signed(unchecked(LastEventAt - stamp.Time));
            record.Text(_text[stamp.EventId]);
        }
    }

    private void UnpackStamps(ref PackedReader record)
    {
        var count = (int)record.Number();
        RoomForStamps(count);
        _stampCount = count;
        for (var i = 0; i < count; i++)
        {
            _stamps[i] = new OrderStamp(unchecked(LastEventAt - record.Signed()), record.Text());
        }
    }

    /// <summary>The fields that somebody wrote; who wrote them only where it was not all the same event.</summary>
    private void PackFields(PackedWriter record)
    {
        var written = ~Vector256.Equals(Vector256.LoadUnsafe(ref _writers[0]), Vector256<byte>.Zero).ExtractMostSignificantBits();
        record.Number(written);
        for (; written != 0; written &= written - 1)
        {
            var field = BitOperations.TrailingZeroCount(written);
            if (_stampCount > 1)
            {
                record.Byte(_writers[field]);
            }

            if (field < ScalarCount)
            {
                record.Signed(IsTime(field) ? unchecked(LastEventAt - _scalars[field]) : _scalars[field]);
            }
        }
    }

    private void UnpackFields(ref PackedReader record)
    {
        var written = record.Number();
        if (written >> FieldCount != 0)
        {
            throw new InvalidDataException("An order has fields that this program does not know.");
        }

        for (; written != 0; written &= written - 1)
        {
            var field = BitOperations.TrailingZeroCount(written);
            _writers[field] = _stampCount > 1 ? record.Byte() : (byte)1;
            if (field < ScalarCount)
            {
                var value = record.Signed();
                _scalars[field] = IsTime(field) ? unchecked(LastEventAt - value) : value;
            }
        }
    }

    private void PackLines(PackedWriter record)
    {
        if (Lines.Length == 0)
        {
            return;
        }

        record.Number((ulong)Lines.Length);
        foreach (var line in Lines)
        {
            record.Text(_text[line.LineId]);
            record.Number((ulong)line.Sku);
            record.Signed(line.Quantity);
            record.Signed(line.UnitPrice);
            record.Number((ulong)line.Campaign);
        }
    }

    private void UnpackLines(ref PackedReader record, bool arePresent)
    {
        Lines = _lineArrays.Take(arePresent ? (int)record.Number() : 0);
        for (var i = 0; i < Lines.Length; i++)
        {
            Lines[i] = new OrderLine(record.Text(), (int)record.Number(), record.Signed(), record.Signed(), (int)record.Number());
        }
    }

    private static bool IsTime(int field) => ((Times >> field) & 1) != 0;

    [Flags]
    private enum Part
    {
        FirstEvent = 1,
        Buyer = 2,
        Lines = 4,
        Packages = 8,
        Label = 16,
        Accepted = 32,
        Delivered = 64,
        Cancelled = 128,
        PastAccepted = 256,
        Regions = 512,
        FirstAttempt = 1024,
    }
}
