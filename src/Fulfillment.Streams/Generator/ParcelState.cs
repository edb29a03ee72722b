using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Generator;

/// <summary>A package of an order on its way.</summary>
internal sealed class ParcelState(OrderState order, int index, Carrier carrier)
{
    public OrderState Order { get; } = order;

    /// <summary>0, or 1 for the second package of a split order.</summary>
    public int Index { get; } = index;

    public Carrier Carrier { get; } = carrier;

    /// <summary>What the next scan says.</summary>
    public TrackingStatus Next { get; set; }

    /// <summary>Facility scans left before the last mile.</summary>
    public int Hops { get; set; }

    /// <summary>Time between facility scans.</summary>
    public long HopMs { get; set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Scanned at least once by the carrier, so the order counted it.</summary>
    public bool Accepted { get; set; }
}
