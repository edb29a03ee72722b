using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Generator;

/// <summary>Who moves parcels, and the words its feed uses.</summary>
/// <param name="Name">As on the label.</param>
/// <param name="TrackingPrefix">How its tracking numbers begin.</param>
/// <param name="Words">The feed's word per status, by the value of <see cref="TrackingStatus"/>; null where it says what the contract says.</param>
/// <param name="LocalTime">Its times carry the offset of a wall clock instead of UTC.</param>
internal sealed record Carrier(string Name, string TrackingPrefix, string?[] Words, bool LocalTime)
{
    private static readonly string[] Canonical =
    [
        "UNKNOWN", "LABEL_CREATED", "ACCEPTED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "AVAILABLE_FOR_PICKUP", "ATTEMPT_FAILED",
        "DELIVERED", "EXCEPTION", "RETURNING", "RETURNED", "LOST", "CANCELLED",
    ];

    private static readonly string?[] Silent = new string?[13];

    // USPS event codes.
    private static readonly string?[] Usps = [null, "MA", "03", "10", "OF", "16", "02", "01", null, "09", null, null, null];

    // EasyPost has no word for the first scan.
    private static readonly string?[] EasyPost =
        ["unknown", "pre_transit", "in_transit", "in_transit", "out_for_delivery", "available_for_pickup", "delivery_exception", "delivered", "failure", "return_to_sender", null, null, "cancelled"];

    private static readonly string?[] AfterShip =
        ["Pending", "InfoReceived", "InTransit_002", "InTransit", "OutForDelivery", "AvailableForPickup", "AttemptFail", "Delivered", "Exception", "Exception_010", "Exception_011", "Exception_013", null];

    /// <summary>Mostly feeds that already speak the contract's language.</summary>
    public static readonly Carrier[] All =
    [
        new("USPS", "9400", Silent, false), new("UPS", "1Z", Silent, false), new("FedEx", "7712", Silent, false),
        new("USPS", "9405", Usps, true), new("OnTrac", "C1", EasyPost, false), new("YunExpress", "YT", AfterShip, true),
    ];

    public static readonly WeightedChoice ByShare = new([40, 22, 13, 9, 8, 8]);

    public string WordFor(TrackingStatus status) => Words[(int)status] ?? Canonical[(int)status];
}
