namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>Which fact stops the dispatch clock of an order under a policy.</summary>
public enum DispatchClock
{
    /// <summary><c>LABEL</c>: the parcel is labelled and awaits collection.</summary>
    Label,

    /// <summary><c>CARRIER_SCAN</c>: the carrier has the parcel.</summary>
    CarrierScan,
}
