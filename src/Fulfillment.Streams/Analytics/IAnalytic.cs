using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics;

/// <summary>
/// One question's answer: writes the rows a flush touched, and keeps windows of its own where it needs any. Windows hold only what
/// the orders and statements that are kept add up to, so that they can be made again from these.
/// </summary>
internal interface IAnalytic
{
    /// <summary>Begins a flush: the rows of the last are gone.</summary>
    void Begin()
    {
    }

    /// <summary>An order that changed; each comes once between <see cref="Begin"/> and <see cref="Rows"/>.</summary>
    void Changed(OrderTouch order, ulong version)
    {
    }

    /// <summary>The rows of this question's tables that changed, as full values. Valid until the next flush.</summary>
    ReadOnlySpan<RowBuffer> Rows(Changes changes);

    /// <summary>Forgets windows that ended before a time.</summary>
    void ForgetBefore(long time)
    {
    }

    /// <summary>Counts an order of a snapshot; nothing is to be written because of it.</summary>
    void Restore(Shop shop, in OrderFacts facts)
    {
    }

    /// <summary>Counts an ad-spend record of a snapshot; nothing is to be written because of it.</summary>
    void Restore(Shop shop, AdKey key, in AdFigures figures)
    {
    }

    /// <summary>Ends restoring.</summary>
    void Restored()
    {
    }
}
