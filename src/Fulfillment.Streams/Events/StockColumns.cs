namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>stock</c> topic: the level of one SKU in one warehouse.</summary>
public sealed class StockColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public StockColumns()
        : base(new Utf8Arena())
    {
        Sku = Slices();
        WarehouseId = Slices();
        OnHand = Numbers();
        LeadTimeMicrodays = Numbers();
        LeadTimeSdMicrodays = Numbers();
        UnitCost = Numbers();
        InboundStart = Add(0);
        InboundCount = Add(-1);
        Inbound = new InboundColumns(Text);
    }

    /// <summary><c>sku</c>, required.</summary>
    public Column<Utf8Slice> Sku { get; }

    /// <summary><c>warehouse_id</c>, required.</summary>
    public Column<Utf8Slice> WarehouseId { get; }

    /// <summary><c>on_hand</c>, required, units; negative where oversold.</summary>
    public Column<long> OnHand { get; }

    /// <summary><c>lead_time_days</c>, millionths of a day, 0 or more.</summary>
    public Column<long> LeadTimeMicrodays { get; }

    /// <summary><c>lead_time_sd_days</c>, millionths of a day, 0 or more.</summary>
    public Column<long> LeadTimeSdMicrodays { get; }

    /// <summary><c>unit_cost</c>, micros.</summary>
    public Column<long> UnitCost { get; }

    /// <summary>First row of this level in <see cref="Inbound"/>.</summary>
    public Column<int> InboundStart { get; }

    /// <summary>How many rows of <see cref="Inbound"/> are this level's; −1 where the event had no <c>inbound</c>.</summary>
    public Column<int> InboundCount { get; }

    /// <summary>Expected arrivals of the levels of the batch.</summary>
    public InboundColumns Inbound { get; }

    /// <inheritdoc/>
    public override int AddRow()
    {
        var row = base.AddRow();
        InboundStart[row] = Inbound.Count; // also where the row will have none: Truncate relies on it
        return row;
    }

    /// <inheritdoc/>
    public override void Truncate(int count)
    {
        if (count < Count)
        {
            Inbound.Truncate(InboundStart[count]);
        }

        base.Truncate(count);
    }
}
