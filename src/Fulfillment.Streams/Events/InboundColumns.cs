namespace Fulfillment.Streams.Events;

/// <summary>Expected arrivals named by the stock levels of a batch.</summary>
public sealed class InboundColumns : Columns
{
    internal InboundColumns(Utf8Arena text)
        : base(text)
    {
        Quantity = Numbers();
        Eta = Numbers();
    }

    /// <summary><c>quantity</c>, required, units, 0 or more.</summary>
    public Column<long> Quantity { get; }

    /// <summary><c>eta</c>, required, Unix milliseconds.</summary>
    public Column<long> Eta { get; }
}
