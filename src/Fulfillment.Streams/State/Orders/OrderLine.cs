using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>One line of an order, as its last writer said it.</summary>
/// <param name="LineId">In the order's text.</param>
/// <param name="Sku">Symbol.</param>
/// <param name="Quantity">Units.</param>
/// <param name="UnitPrice">Micros.</param>
/// <param name="Campaign">Symbol; <see cref="Symbols.Empty"/> where the sale is not attributed.</param>
public readonly record struct OrderLine(Utf8Slice LineId, int Sku, long Quantity, long UnitPrice, int Campaign)
{
    /// <summary>Quantity times unit price, micros.</summary>
    public long Revenue => Quantity * UnitPrice;
}
