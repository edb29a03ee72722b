namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>The deadlines of one order type.</summary>
/// <param name="Dispatch">Hand-over to the carrier.</param>
/// <param name="AutoCancel">Cancellation by the platform.</param>
/// <param name="DeliverBy">Delivery.</param>
/// <param name="HandlingMin">The fewest handling days a seller may ask for, business days; assumed where an order names none.</param>
/// <param name="HandlingMax">The most handling days a seller may ask for, business days.</param>
public sealed record OrderTypeRule(DeadlineTerm Dispatch, DeadlineTerm AutoCancel, DeadlineTerm DeliverBy, int HandlingMin, int HandlingMax)
{
    /// <summary>Whether any deadline depends on the handling days.</summary>
    public bool UsesHandling => Uses(DeadlineBase.Handling);

    /// <summary>Whether any deadline depends on the release time.</summary>
    public bool UsesRelease => Uses(DeadlineBase.Release);

    private bool Uses(DeadlineBase what) => Dispatch.Base == what || AutoCancel.Base == what || DeliverBy.Base == what;
}
