namespace Fulfillment.Streams.Events;

/// <summary>Lines of the orders of a batch; an order's lines are consecutive rows.</summary>
public sealed class OrderLineColumns : Columns
{
    internal OrderLineColumns(Utf8Arena text)
        : base(text)
    {
        LineId = Slices();
        Sku = Slices();
        Quantity = Numbers();
        UnitPrice = Numbers();
        CampaignId = Slices();
    }

    /// <summary><c>line_id</c>, required.</summary>
    public Column<Utf8Slice> LineId { get; }

    /// <summary><c>sku</c>, required.</summary>
    public Column<Utf8Slice> Sku { get; }

    /// <summary><c>quantity</c>, required, units, 0 or more.</summary>
    public Column<long> Quantity { get; }

    /// <summary><c>unit_price</c>, required, micros (millionths of the currency), 0 or more.</summary>
    public Column<long> UnitPrice { get; }

    /// <summary><c>campaign_id</c> the sale is attributed to.</summary>
    public Column<Utf8Slice> CampaignId { get; }
}
