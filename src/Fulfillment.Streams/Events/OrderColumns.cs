namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>orders</c> topic. Absent fields leave what is known of the order as it is.</summary>
public sealed class OrderColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public OrderColumns()
        : base(new Utf8Arena())
    {
        OrderId = Slices();
        Status = Slices();
        CreateTime = Numbers();
        PaidTime = Numbers();
        Region = Slices();
        BuyerId = Slices();
        FulfillmentType = Slices();
        ShippingType = Slices();
        OrderType = Slices();
        HandlingDays = Numbers();
        ReleaseTime = Numbers();
        IsSample = Numbers();
        WarehouseId = Slices();
        Currency = Slices();
        DispatchDeadline = Numbers();
        DeliverBy = Numbers();
        CancelInitiator = Slices();
        CancelReason = Slices();
        LineStart = Add(0);
        LineCount = Add(-1);
        Lines = new OrderLineColumns(Text);
    }

    /// <summary><c>order_id</c>, required.</summary>
    public Column<Utf8Slice> OrderId { get; }

    /// <summary><c>status</c>, required, as in the contract (<c>CANCEL</c> becomes <c>CANCELLED</c>); unknown values are kept.</summary>
    public Column<Utf8Slice> Status { get; }

    /// <summary><c>create_time</c>, Unix milliseconds.</summary>
    public Column<long> CreateTime { get; }

    /// <summary><c>paid_time</c>, Unix milliseconds.</summary>
    public Column<long> PaidTime { get; }

    /// <summary><c>region</c>, two-letter state, upper case.</summary>
    public Column<Utf8Slice> Region { get; }

    /// <summary><c>buyer_id</c>.</summary>
    public Column<Utf8Slice> BuyerId { get; }

    /// <summary><c>fulfillment_type</c>.</summary>
    public Column<Utf8Slice> FulfillmentType { get; }

    /// <summary><c>shipping_type</c>.</summary>
    public Column<Utf8Slice> ShippingType { get; }

    /// <summary><c>order_type</c>.</summary>
    public Column<Utf8Slice> OrderType { get; }

    /// <summary><c>handling_days</c>, business days, 0 or more.</summary>
    public Column<long> HandlingDays { get; }

    /// <summary><c>release_time</c> of a pre-order, Unix milliseconds.</summary>
    public Column<long> ReleaseTime { get; }

    /// <summary><c>is_sample</c>: 0 or 1.</summary>
    public Column<long> IsSample { get; }

    /// <summary><c>warehouse_id</c>.</summary>
    public Column<Utf8Slice> WarehouseId { get; }

    /// <summary><c>currency</c>.</summary>
    public Column<Utf8Slice> Currency { get; }

    /// <summary><c>tts_sla_time</c>, the platform's dispatch deadline, Unix milliseconds.</summary>
    public Column<long> DispatchDeadline { get; }

    /// <summary><c>delivery_sla_time</c>, the platform's deliver-by, Unix milliseconds.</summary>
    public Column<long> DeliverBy { get; }

    /// <summary><c>cancel_initiator</c>.</summary>
    public Column<Utf8Slice> CancelInitiator { get; }

    /// <summary><c>cancel_reason</c>.</summary>
    public Column<Utf8Slice> CancelReason { get; }

    /// <summary>First row of this order in <see cref="Lines"/>.</summary>
    public Column<int> LineStart { get; }

    /// <summary>How many rows of <see cref="Lines"/> are this order's; −1 where the event had no <c>lines</c>.</summary>
    public Column<int> LineCount { get; }

    /// <summary>The lines of all orders in the batch.</summary>
    public OrderLineColumns Lines { get; }

    /// <inheritdoc/>
    public override int AddRow()
    {
        var row = base.AddRow();
        LineStart[row] = Lines.Count; // also where the row will have none: Truncate relies on it
        return row;
    }

    /// <inheritdoc/>
    public override void Truncate(int count)
    {
        if (count < Count)
        {
            Lines.Truncate(LineStart[count]);
        }

        base.Truncate(count);
    }
}
