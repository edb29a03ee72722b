using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.StockColumns>;
using Arrival = Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.InboundColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>stock</c> topic.</summary>
internal sealed class StockReader() : EventReader<StockColumns>(Fields)
{
    private static readonly FieldSet<InboundColumns> InboundFields = new(
        [Arrival.Count("quantity", c => c.Quantity, required: true), Arrival.Moment("eta", c => c.Eta, required: true)]);

    private static readonly FieldSet<StockColumns> Fields = new(Event<StockColumns>(
        Key("sku", c => c.Sku),
        Key("warehouse_id", c => c.WarehouseId),
        Level("on_hand", c => c.OnHand, required: true),
        Fraction("lead_time_days", c => c.LeadTimeMicrodays, Bounds.Days),
        Fraction("lead_time_sd_days", c => c.LeadTimeSdMicrodays, Bounds.Days),
        Money("unit_cost", c => c.UnitCost),
        new ObjectListField<StockColumns, InboundColumns>("inbound", c => new(c.Inbound, c.InboundStart, c.InboundCount), InboundFields)));
}
