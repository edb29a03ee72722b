using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.Orders;

/// <summary>One row per order, as everything heard of it says.</summary>
internal sealed class OrderRows(Vocabulary words) : IAnalytic
{
    private readonly RowBuffer _rows = new(new TableColumns("orders",
        "shop_id, order_id, status, region, buyer_id, fulfillment_type, created_at, paid_at, label_at, accepted_at, " +
        "first_attempt_at, delivered_at, cancelled_at, dispatch_deadline, dispatch_deadline_source, deliver_by, units, revenue, " +
        "is_late_dispatch, is_late_delivery" + RowVersion.Columns));

    /// <inheritdoc/>
    public void Begin() => _rows.Clear();

    /// <inheritdoc/>
    public void Changed(OrderTouch order, ulong version)
    {
        if (order.Order.IsKnown)
        {
            Write(words.Symbols[order.Shop.Symbol], order.Order, order.After, version);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<RowBuffer> Rows(Changes changes) => new(in _rows);

    private void Write(byte[] shop, Order order, in OrderFacts facts, ulong version)
    {
        _rows.String(shop);
        _rows.String(order.Id);
        _rows.String(words.Symbols[facts.Status]);
        _rows.String(words.Symbols[facts.Region]);
        _rows.String(order.BuyerId);
        _rows.String(words.Symbols[order.Symbol(OrderField.FulfillmentType)]);
        _rows.DateTime(facts.CreatedAt);
        _rows.DateTime(Math.Max(0, facts.PaidAt));
        _rows.NullableDateTime(facts.LabelAt);
        _rows.NullableDateTime(facts.AcceptedAt);
        _rows.NullableDateTime(facts.FirstAttemptAt);
        _rows.NullableDateTime(facts.DeliveredAt);
        _rows.NullableDateTime(facts.CancelledAt);
        _rows.DateTime(facts.DispatchDeadline);
        _rows.String(facts.IsDeadlineEstimated ? "estimated"u8 : "platform"u8);
        _rows.NullableDateTime(facts.DeliverBy);
        var (units, revenue) = Total(facts.Lines);
        _rows.UInt64(units);
        _rows.Int64(revenue);
        _rows.Flag(facts.IsLateDispatch);
        _rows.Flag(facts.IsLateDelivery);
        _rows.End(version);
    }

    private static (ulong Units, long Revenue) Total(OrderLine[] lines)
    {
        ulong units = 0;
        Int128 revenue = 0; // each line is in range, thousands of them may not be
        foreach (var line in lines)
        {
            units += (ulong)line.Quantity;
            revenue += line.Revenue;
        }

        return (units, (long)Int128.Min(revenue, long.MaxValue));
    }
}
