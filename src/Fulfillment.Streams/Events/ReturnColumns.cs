namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>returns</c> topic.</summary>
public sealed class ReturnColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public ReturnColumns()
        : base(new Utf8Arena())
    {
        ReturnId = Slices();
        OrderId = Slices();
        LineId = Slices();
        Sku = Slices();
        Quantity = Numbers();
        Type = Slices();
        Status = Slices();
        Reason = Slices();
        RefundAmount = Numbers();
    }

    /// <summary><c>return_id</c>, required.</summary>
    public Column<Utf8Slice> ReturnId { get; }

    /// <summary><c>order_id</c>, required.</summary>
    public Column<Utf8Slice> OrderId { get; }

    /// <summary><c>line_id</c>.</summary>
    public Column<Utf8Slice> LineId { get; }

    /// <summary><c>sku</c>, required.</summary>
    public Column<Utf8Slice> Sku { get; }

    /// <summary><c>quantity</c>, required, units, 0 or more.</summary>
    public Column<long> Quantity { get; }

    /// <summary><c>type</c>; unknown values are kept.</summary>
    public Column<Utf8Slice> Type { get; }

    /// <summary><c>status</c>, required; unknown values are kept.</summary>
    public Column<Utf8Slice> Status { get; }

    /// <summary><c>reason</c>.</summary>
    public Column<Utf8Slice> Reason { get; }

    /// <summary><c>refund_amount</c>, micros, 0 or more.</summary>
    public Column<long> RefundAmount { get; }
}
