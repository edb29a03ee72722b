namespace Fulfillment.Streams.State.Orders;

/// <summary>A stretch of a parcel's way; starts and ends as the contract says.</summary>
public enum Stage : byte
{
    /// <summary>Paid to accepted by the carrier.</summary>
    Processing,

    /// <summary>Accepted to delivered.</summary>
    Transit,

    /// <summary>Paid to delivered, judged against deliver-by.</summary>
    OrderToDelivery,
}
