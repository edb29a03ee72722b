using System.Text.Json;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>What a message says besides the status.</summary>
[Flags]
internal enum OrderFacts
{
    None = 0,
    Basics = 1,
    Paid = 2,
    Deadlines = 4,
}

/// <summary>Writes the messages of the <c>orders</c> topic.</summary>
internal sealed class OrderMessages(Simulation simulation)
{
    /// <summary>The order reached a status at <paramref name="now"/>.</summary>
    public void Send(OrderState order, string status, long now, long paidAt, OrderFacts facts)
    {
        var json = Begin(order, status, now);
        if (facts.HasFlag(OrderFacts.Basics))
            WriteBasics(json, order);
        if (facts.HasFlag(OrderFacts.Paid))
            json.WriteTime(Field.PaidTime, paidAt);
        if (facts.HasFlag(OrderFacts.Deadlines))
            WriteDeadlines(json, order);
        simulation.Outbox.Send(Topic.Orders, Durations.OrderFeed.Draw(simulation.Random));
    }

    /// <summary>The order is cancelled, now and then in the webhook's spelling.</summary>
    public void SendCancelled(OrderState order, long now, string initiator, string reason)
    {
        var json = Begin(order, simulation.Random.Chance(300_000) ? "CANCEL" : "CANCELLED", now);
        json.WriteString(Field.CancelInitiator, initiator);
        json.WriteString(Field.CancelReason, reason);
        simulation.Outbox.Send(Topic.Orders, Durations.OrderFeed.Draw(simulation.Random));
    }

    private Utf8JsonWriter Begin(OrderState order, string status, long now)
    {
        var json = simulation.Outbox.Begin(order.Shop, now);
        json.WriteText(Field.OrderId, "576", order.Number);
        json.WriteString(Field.Status, status);
        return json;
    }

    private void WriteBasics(Utf8JsonWriter json, OrderState order)
    {
        var random = simulation.Random;
        var sku = order.Lines[0].Sku;
        json.WriteTime(Field.CreateTime, order.CreatedAt);

        // The address of some orders follows only when they are released to the seller; of very few, never.
        order.RegionKnown = !random.Chance(60_000);
        if (order.RegionKnown)
            json.WriteString(Field.Region, order.Region.Code);
        json.WriteText(Field.BuyerId, "b", order.Buyer);
        json.WriteString(Field.FulfillmentType, sku.FulfilledByPlatform ? "FULFILLMENT_BY_TIKTOK" : "FULFILLMENT_BY_SELLER");
        json.WriteString(Field.ShippingType, sku.FulfilledByPlatform || order.Shop.Number % 3 != 0 ? "TIKTOK" : "SELLER");
        json.WriteString(Field.OrderType, sku.OrderType);
        if (sku.HandlingDays > 0)
            json.WriteNumber(Field.HandlingDays, sku.HandlingDays);
        if (sku.OrderType == "PRE_ORDER")
            json.WriteTime(Field.ReleaseTime, sku.ReleasedAt);
        if (order.Sample)
            json.WriteBoolean(Field.IsSample, true);
        json.WriteString(Field.WarehouseId, order.From.Warehouse.Id);
        json.WriteString(Field.Currency, "USD");
        WriteLines(json, order);
    }

    private static void WriteLines(Utf8JsonWriter json, OrderState order)
    {
        json.WriteStartArray(Field.Lines);
        for (var i = 0; i < order.Lines.Length; i++)
        {
            var line = order.Lines[i];
            json.WriteStartObject();
            WriteLineId(json, order, i);
            json.WriteString(Field.Sku, line.Sku.Id);
            json.WriteNumber(Field.Quantity, line.Quantity);
            json.WriteMoney(Field.UnitPrice, order.Sample ? 0 : line.Sku.PriceCents);
            if (line.CampaignId is not null)
                json.WriteString(Field.CampaignId, line.CampaignId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Line ids are the order's number and the line's place in it.</summary>
    public static void WriteLineId(Utf8JsonWriter json, OrderState order, int index) =>
        json.WriteText(Field.LineId, "L", (order.Number * 10) + index);

    private void WriteDeadlines(Utf8JsonWriter json, OrderState order)
    {
        if (!order.RegionKnown && !simulation.Random.Chance(50_000))
            json.WriteString(Field.Region, order.Region.Code);

        // The platform states its deadlines for ordinary orders, mostly; for the others the engine has to estimate.
        if (order.Lines[0].Sku.OrderType != "NORMAL" || simulation.Random.Chance(250_000))
            return;

        json.WriteTime(Field.DispatchDeadline, ShopCalendar.EndOfBusinessDay(order.CreatedAt, 2));
        json.WriteTime(Field.DeliverBy, ShopCalendar.EndOfBusinessDay(order.CreatedAt, 6));
    }
}
