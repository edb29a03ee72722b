using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.OrderColumns>;
using Line = Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.OrderLineColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>orders</c> topic. <c>CANCEL</c>, the webhook's spelling, becomes <c>CANCELLED</c>.</summary>
internal sealed class OrderReader() : EventReader<OrderColumns>(Fields)
{
    private static readonly FieldSet<OrderLineColumns> LineFields = new(
        [
            Line.Key("line_id", c => c.LineId),
            Line.Key("sku", c => c.Sku),
            Line.Count("quantity", c => c.Quantity, required: true),
            Line.Money("unit_price", c => c.UnitPrice, required: true),
            Line.Id("campaign_id", c => c.CampaignId),
        ],
        TotalInRange);

    private static readonly FieldSet<OrderColumns> Fields = new(Event<OrderColumns>(
        Key("order_id", c => c.OrderId),
        Code("status", c => c.Status, required: true),
        Moment("create_time", c => c.CreateTime),
        Moment("paid_time", c => c.PaidTime),
        Region(c => c.Region),
        Id("buyer_id", c => c.BuyerId),
        Code("fulfillment_type", c => c.FulfillmentType),
        Code("shipping_type", c => c.ShippingType),
        Code("order_type", c => c.OrderType),
        Days("handling_days", c => c.HandlingDays),
        Moment("release_time", c => c.ReleaseTime),
        Flag("is_sample", c => c.IsSample),
        Id("warehouse_id", c => c.WarehouseId),
        Code("currency", c => c.Currency),
        Moment("tts_sla_time", c => c.DispatchDeadline),
        Moment("delivery_sla_time", c => c.DeliverBy),
        Code("cancel_initiator", c => c.CancelInitiator),
        Words("cancel_reason", c => c.CancelReason),
        new ObjectListField<OrderColumns, OrderLineColumns>("lines", c => new(c.Lines, c.LineStart, c.LineCount), LineFields)));

    /// <inheritdoc/>
    protected override void Derive(OrderColumns columns, int row)
    {
        ref var status = ref columns.Status[row];
        if (columns.Text[status].SequenceEqual("CANCEL"u8))
        {
            status = columns.Text.Append("CANCELLED"u8);
        }
    }

    private static string? TotalInRange(OrderLineColumns lines, int row) =>
        Math.BigMul(lines.Quantity[row], lines.UnitPrice[row]) > Bounds.Money ? $"{RejectReason.OutOfRange}: quantity" : null;
}
