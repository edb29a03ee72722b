namespace Fulfillment.Streams.State.Orders;

/// <summary>An order that changed since the last flush, with its facts before the first change and after the last.</summary>
internal sealed record OrderTouch(Shop Shop, Order Order, OrderFacts Before)
{
    /// <summary>Set when the flush begins.</summary>
    public OrderFacts After { get; set; }
}
