using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// What scans said about one package. Scans may repeat and come in any order: label, acceptance and first attempt are
/// the earliest of their kind, and a delivery counts unless a return scan follows it.
/// </summary>
internal sealed partial class Package
{
    private Moments _deliveries = new(); // all of them: a correction may strike any later
    private long _lastCorrection = Absent.Number;
    private Milestones _milestones = new();

    /// <summary>In the order's text.</summary>
    public Utf8Slice Id { get; private set; }

    public long LabelAt => _milestones.Label;

    public long AcceptedAt => _milestones.Accepted;

    public long FirstAttemptAt => _milestones.FirstAttempt;

    /// <summary>The latest RETURNING or RETURNED scan.</summary>
    public long LastCorrection => _lastCorrection;

    /// <summary>The earliest delivery that no return scan follows, or absent.</summary>
    public long DeliveredAt => _deliveries.FirstAfter(_lastCorrection);

    /// <summary>Every delivery scan, ascending.</summary>
    public ReadOnlySpan<long> Deliveries => _deliveries.All;

    /// <summary>Becomes a package of which nothing was said.</summary>
    public void Begin(Utf8Slice id)
    {
        Id = id;
        _deliveries.Clear();
        _lastCorrection = Absent.Number;
        _milestones = new();
    }

    /// <summary>Merges one scan.</summary>
    public void Apply(TrackingStatus status, long at)
    {
        if (status == TrackingStatus.LabelCreated)
        {
            Milestones.Earlier(ref _milestones.Label, at);
        }

        if (InCarrierHands(status))
        {
            Milestones.Earlier(ref _milestones.Accepted, at);
        }

        if (status is TrackingStatus.AttemptFailed or TrackingStatus.AvailableForPickup or TrackingStatus.Delivered)
        {
            Milestones.Earlier(ref _milestones.FirstAttempt, at);
        }

        if (status == TrackingStatus.Delivered)
        {
            _deliveries.Add(at);
        }

        if (status is TrackingStatus.Returning or TrackingStatus.Returned)
        {
            _lastCorrection = Math.Max(_lastCorrection, at);
        }
    }

    /// <summary>A label or an unexplained exception does not show that the carrier has the parcel; everything after does.</summary>
    internal static bool InCarrierHands(TrackingStatus status) => status is TrackingStatus.Accepted
        or TrackingStatus.InTransit or TrackingStatus.OutForDelivery or TrackingStatus.AvailableForPickup
        or TrackingStatus.AttemptFailed or TrackingStatus.Delivered or TrackingStatus.Returning
        or TrackingStatus.Returned or TrackingStatus.Lost;
}
