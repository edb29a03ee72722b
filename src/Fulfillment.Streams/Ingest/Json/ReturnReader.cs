using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.ReturnColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>returns</c> topic.</summary>
internal sealed class ReturnReader() : EventReader<ReturnColumns>(Fields)
{
    private static readonly FieldSet<ReturnColumns> Fields = new(Event<ReturnColumns>(
        Key("return_id", c => c.ReturnId),
        Key("order_id", c => c.OrderId),
        Id("line_id", c => c.LineId),
        Key("sku", c => c.Sku),
        Count("quantity", c => c.Quantity, required: true),
        Code("type", c => c.Type),
        Code("status", c => c.Status, required: true),
        Words("reason", c => c.Reason),
        Money("refund_amount", c => c.RefundAmount)));
}
