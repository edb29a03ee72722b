using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// What scans said about one package. Scans may repeat and come in any order: label, acceptance and first attempt are
/// the earliest of their kind, and a delivery counts unless a return scan follows it.
/// </summary>
internal sealed class Package(byte[] id)
{
    private static readonly long[] None = [];
    private long[] _deliveries = None; // distinct, ascending: a correction may strike any of them later
    private long _lastCorrection = Absent.Number;
    private Milestones _milestones = new();

    /// <summary>UTF-8.</summary>
    public byte[] Id { get; } = id;

    public long LabelAt => _milestones.Label;

    public long AcceptedAt => _milestones.Accepted;

    public long FirstAttemptAt => _milestones.FirstAttempt;

    /// <summary>The latest RETURNING or RETURNED scan.</summary>
    public long LastCorrection => _lastCorrection;

    /// <summary>The earliest delivery that no return scan follows, or absent.</summary>
    public long DeliveredAt => Array.Find(_deliveries, at => at > _lastCorrection) is > 0 and var at ? at : Absent.Number;

    /// <summary>Merges one scan; true where it said something new.</summary>
    public bool Apply(TrackingStatus status, long at)
    {
        var changed = status == TrackingStatus.LabelCreated && Milestones.Earlier(ref _milestones.Label, at);
        if (InCarrierHands(status))
        {
            changed |= Milestones.Earlier(ref _milestones.Accepted, at);
        }

        if (status is TrackingStatus.AttemptFailed or TrackingStatus.AvailableForPickup or TrackingStatus.Delivered)
        {
            changed |= Milestones.Earlier(ref _milestones.FirstAttempt, at);
        }

        if (status == TrackingStatus.Delivered)
        {
            changed |= AddDelivery(at);
        }

        if (status is TrackingStatus.Returning or TrackingStatus.Returned && at > _lastCorrection)
        {
            _lastCorrection = at;
            changed = true;
        }

        return changed;
    }

    /// <summary>A label or an unexplained exception does not show that the carrier has the parcel; everything after does.</summary>
    internal static bool InCarrierHands(TrackingStatus status) => status is TrackingStatus.Accepted
        or TrackingStatus.InTransit or TrackingStatus.OutForDelivery or TrackingStatus.AvailableForPickup
        or TrackingStatus.AttemptFailed or TrackingStatus.Delivered or TrackingStatus.Returning
        or TrackingStatus.Returned or TrackingStatus.Lost;

    public void Write(BinaryWriter writer)
    {
        writer.WriteBytes(Id);
        _milestones.Write(writer);
        writer.Write(_lastCorrection);
        writer.Write7BitEncodedInt(_deliveries.Length);
        foreach (var delivery in _deliveries)
        {
            writer.Write(delivery);
        }
    }

    public static Package Read(BinaryReader reader)
    {
        var package = new Package(reader.ReadByteArray())
        {
            _milestones = Milestones.Read(reader),
            _lastCorrection = reader.ReadInt64(),
        };
        package._deliveries = new long[reader.Read7BitEncodedInt()];
        for (var i = 0; i < package._deliveries.Length; i++)
        {
            package._deliveries[i] = reader.ReadInt64();
        }

        return package;
    }

    private bool AddDelivery(long at)
    {
        var index = Array.BinarySearch(_deliveries, at);
        if (index >= 0)
        {
            return false;
        }

        var longer = new long[_deliveries.Length + 1];
        _deliveries.AsSpan(0, ~index).CopyTo(longer);
        longer[~index] = at;
        _deliveries.AsSpan(~index).CopyTo(longer.AsSpan(~index + 1));
        _deliveries = longer;
        return true;
    }
}
