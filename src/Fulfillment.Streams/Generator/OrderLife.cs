using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// An order from the first click to completion. Each message carries the status and only the facts that are new
/// with it, as the platform's webhooks do.
/// </summary>
internal sealed class OrderLife(Simulation simulation, OrderMessages messages, StockRoom stock, ParcelLife parcels)
{
    private static readonly string[] BuyerReasons = ["changed_mind", "found_cheaper", "wrong_address", "ordered_by_mistake"];
    private static readonly string[] SellerReasons = ["out_of_stock", "pricing_error", "cannot_ship_to_region"];

    /// <summary>The order is placed now.</summary>
    public void Begin(OrderState order)
    {
        var random = simulation.Random;
        if (random.Chance(100_000))
        {
            // Wallet buyers pay in the same moment; the first that is heard of the order is that it is paid.
            Pay(order, order.CreatedAt, OrderFacts.Basics);
            return;
        }

        messages.Send(order, "UNPAID", order.CreatedAt, order.CreatedAt, OrderFacts.Basics);
        if (random.Chance(40_000))
            Next(order, OrderStep.CancelUnpaid, order.CreatedAt + simulation.Life(random.Between(Durations.Hour, 2 * Durations.Day)));
        else
            Next(order, OrderStep.Pay, order.CreatedAt + simulation.Life(Durations.PlacedToPaid.Draw(random)));
    }

    /// <summary>A scheduled step is due.</summary>
    public void Take(OrderState order, OrderStep step, long now)
    {
        switch (step)
        {
            case OrderStep.Pay:
                Pay(order, now, OrderFacts.None);
                break;
            case OrderStep.Release:
                Release(order, now);
                break;
            case OrderStep.Label:
                Label(order, now);
                break;
            case OrderStep.LabelSecond:
                parcels.Label(order.Parcels[1], now);
                messages.Send(order, "AWAITING_COLLECTION", now, now, OrderFacts.None);
                break;
            case OrderStep.CancelUnpaid:
                messages.SendCancelled(order, now, "SYSTEM", "payment_timeout");
                break;
            case OrderStep.CancelByBuyer:
                Cancel(order, now, "BUYER", BuyerReasons[simulation.Random.Below(BuyerReasons.Length)]);
                break;
            case OrderStep.CancelBySeller:
                Cancel(order, now, "SELLER", SellerReasons[simulation.Random.Below(SellerReasons.Length)]);
                break;
            case OrderStep.CancelBySystem:
                Cancel(order, now, "SYSTEM", "seller_did_not_ship_in_time");
                break;
            default:
                messages.Send(order, "COMPLETED", now, now, OrderFacts.None);
                break;
        }
    }

    private void Pay(OrderState order, long now, OrderFacts facts)
    {
        messages.Send(order, "ON_HOLD", now, now, facts | OrderFacts.Paid);
        foreach (var line in order.Lines)
            stock.Take(LevelOf(order, line), line.Quantity, now);

        if (simulation.Random.Chance(20_000))
            Next(order, OrderStep.CancelByBuyer, now + simulation.Life(simulation.Random.Below(Durations.Hour)));
        else
            Next(order, OrderStep.Release, now + simulation.Life(Durations.Hour));
    }

    /// <summary>The hour of remorse is over; the seller may pack.</summary>
    private void Release(OrderState order, long now)
    {
        var random = simulation.Random;
        messages.Send(order, "AWAITING_SHIPMENT", now, now, OrderFacts.Deadlines);
        var packed = now + (Durations.PaidToLabel.Draw(random) * order.Shop.DispatchPercent / 100);
        var sku = order.Lines[0].Sku;
        if (sku.OrderType == "PRE_ORDER")
            packed = Math.Max(packed, sku.ReleasedAt + random.Below(2 * Durations.Day));
        packed += sku.HandlingDays * random.Between(Durations.Day / 2, Durations.Day);
        packed = now + simulation.Life(ShopCalendar.SkipSunday(packed) - now);
        var chance = random.Below(1000);
        var step = chance switch { < 7 => OrderStep.CancelByBuyer, < 17 => OrderStep.CancelBySeller, < 20 => OrderStep.CancelBySystem, _ => OrderStep.Label };
        if (step == OrderStep.CancelBySystem)
            packed = now + simulation.Life(ShopCalendar.EndOfBusinessDay(order.CreatedAt, 7) + Durations.Day - order.CreatedAt);
        Next(order, step, packed);
    }

    private void Label(OrderState order, long now)
    {
        var random = simulation.Random;
        var split = order.Lines.Length > 1 && random.Chance(350_000);
        var carrier = Carrier.All[Carrier.ByShare.Draw(random)];
        order.Parcels = [.. Enumerable.Range(0, split ? 2 : 1).Select(i => new ParcelState(order, i, carrier))];
        parcels.Label(order.Parcels[0], now);
        messages.Send(order, split ? "PARTIALLY_SHIPPING" : "AWAITING_COLLECTION", now, now, OrderFacts.None);
        if (split)
            Next(order, OrderStep.LabelSecond, now + simulation.Life(random.Between(Durations.Hour, 20 * Durations.Hour)));
    }

    private void Cancel(OrderState order, long now, string initiator, string reason)
    {
        messages.SendCancelled(order, now, initiator, reason);
        foreach (var line in order.Lines)
            stock.PutBack(LevelOf(order, line), line.Quantity, now);
    }

    private void Next(OrderState order, OrderStep step, long at) =>
        simulation.Agenda.Add(at, new Occurrence(OccurrenceKind.OrderStep, order, (long)step));

    /// <summary>The line's own level in the warehouse the order leaves from.</summary>
    private static StockLevel LevelOf(OrderState order, OrderLine line) =>
        Array.Find(line.Sku.Levels, l => l.Warehouse == order.From.Warehouse) ?? line.Sku.Levels[0];
}
