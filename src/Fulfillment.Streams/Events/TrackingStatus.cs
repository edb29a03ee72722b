namespace Fulfillment.Streams.Events;

/// <summary>The canonical scan kinds of the contract; carrier and aggregator codes map to these.</summary>
public enum TrackingStatus : byte
{
    Unknown,
    LabelCreated,
    Accepted,
    InTransit,
    OutForDelivery,
    AvailableForPickup,
    AttemptFailed,
    Delivered,
    Exception,
    Returning,
    Returned,
    Lost,
    Cancelled,
}
