using Fulfillment.Streams.Ingest;
using NodaTime;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// Plans lives and promotions, changes or drops some of the plans, and lets people buy while they last.
/// A plan is always announced before it begins.
/// </summary>
internal sealed class PromotionDesk(Simulation simulation, OrderDesk orders, StockRoom stock)
{
    private const long NoticeMs = 4 * Durations.Hour;

    public void Open()
    {
        foreach (var shop in simulation.Shops)
            simulation.Agenda.Add(simulation.Start + simulation.Random.Below(3 * Durations.Hour), new Occurrence(OccurrenceKind.PromotionPlanned, shop));
    }

    /// <summary>The shop plans its next one.</summary>
    public void Plan(ShopModel shop, long now)
    {
        var random = simulation.Random;
        var promotion = random.Chance(shop.Promotions == 0 ? 0 : 250_000) ? PricePromotion(shop, now) : Live(shop, now);
        if (promotion.Live)
            shop.Lives.Add(promotion);
        Announce(promotion, now);
        if (random.Chance(600_000))
            PrepareStock(promotion, now);
        if (random.Chance(300_000))
            simulation.Agenda.Add(now + random.Between(Durations.Hour, promotion.StartsAt - now - Durations.Hour), new Occurrence(OccurrenceKind.PromotionChanged, promotion));
        simulation.Agenda.Add(promotion.StartsAt, new Occurrence(OccurrenceKind.PromotionOrder, promotion));
        simulation.Agenda.Add(now + random.Between(30 * Durations.Hour, 80 * Durations.Hour), new Occurrence(OccurrenceKind.PromotionPlanned, shop));
    }

    /// <summary>One plan in four that change is dropped; the others begin half an hour later.</summary>
    public void Change(Promotion promotion, long now)
    {
        if (simulation.Random.Chance(250_000))
        {
            promotion.Cancelled = true;
        }
        else
        {
            promotion.StartsAt += Durations.Hour / 2;
            promotion.EndsAt += Durations.Hour / 2;
        }

        Announce(promotion, now);
    }

    /// <summary>Someone buys because of it, and the next one follows until it ends.</summary>
    public void Sell(Promotion promotion, long now)
    {
        if (promotion.Cancelled || now >= promotion.EndsAt)
            return;

        if (now >= promotion.StartsAt)
            orders.Buy(promotion, now);

        // The usual demand goes on beside it, so only the extra is drawn here. A basket holds 1.55 units.
        var milliOrders = Math.Max(1, promotion.Skus.Sum(s => s.MilliUnitsPerDay) * 100 / 155);
        var perDay = (Int128)milliOrders * (promotion.UpliftTenths - 10) * simulation.Calendar.DemandAt(now);
        var gap = (long)((Int128)Durations.Day * 1000 * 10 * ShopCalendar.DemandMean / perDay);
        var next = Math.Max(now, promotion.StartsAt) + simulation.Random.Exponential(Math.Max(1, gap));
        simulation.Agenda.Add(next, new Occurrence(OccurrenceKind.PromotionOrder, promotion));
    }

    private Promotion Live(ShopModel shop, long now)
    {
        var random = simulation.Random;
        var evening = Evening(now + NoticeMs + random.Below(Durations.Day)) + random.Below(90 * Durations.Minute);
        var skus = Draw(shop, 1 + (int)random.Below(3));
        return new Promotion
        {
            Shop = shop,
            Number = ++shop.Promotions,
            Kind = "LIVE",
            Skus = skus,
            StartsAt = evening,
            EndsAt = evening + random.Between(Durations.Hour, 2 * Durations.Hour),
            UpliftTenths = (int)random.Between(50, 200),
            SpendCents = random.Between(20_00, 40_00) + (skus.Sum(s => s.MilliUnitsPerDay) / 10),
            CampaignId = FormattableString.Invariant($"live-{shop.Number}-{shop.Promotions}"),
        };
    }

    private Promotion PricePromotion(ShopModel shop, long now)
    {
        var random = simulation.Random;
        var midnight = ShopCalendar.UnixMs(ShopCalendar.Local(now + NoticeMs + random.Below(3 * Durations.Day)).Date.PlusDays(1).AtMidnight());
        return new Promotion
        {
            Shop = shop,
            Number = ++shop.Promotions,
            Kind = "PROMO",
            Skus = Draw(shop, 2 + (int)random.Below(3)),
            StartsAt = midnight,
            EndsAt = midnight + (random.Between(1, 3) * Durations.Day),
            UpliftTenths = (int)random.Between(15, 25),
            SpendCents = 0,
            CampaignId = "",
        };
    }

    /// <summary>19:00 on the shop's wall clock, the next after the given moment.</summary>
    private static long Evening(long unixMs)
    {
        var today = ShopCalendar.UnixMs(ShopCalendar.Local(unixMs).Date.At(new LocalTime(19, 0)));
        return today >= unixMs ? today : today + Durations.Day;
    }

    private SkuModel[] Draw(ShopModel shop, int count)
    {
        var first = (int)simulation.Random.Below(Math.Max(1, shop.Skus.Length / 3));
        return [.. Enumerable.Range(0, count).Select(i => shop.Skus[(first + (i * 2)) % shop.Skus.Length]).Distinct()];
    }

    private void PrepareStock(Promotion promotion, long now)
    {
        foreach (var level in promotion.Skus.SelectMany(s => s.Levels))
        {
            var tenthDays = promotion.UpliftTenths * (promotion.EndsAt - promotion.StartsAt) / Durations.Day;
            stock.Prepare(level, StockRoom.UnitsFor(level, tenthDays * 2), promotion.StartsAt - (NoticeMs / 2), now);
        }
    }

    private void Announce(Promotion promotion, long now)
    {
        for (var i = 0; i < promotion.Skus.Length; i++)
        {
            var json = simulation.Outbox.Begin(promotion.Shop, now);
            json.WriteString(Field.PlanId, FormattableString.Invariant($"plan-{promotion.Shop.Number}-{promotion.Number}-{i + 1}"));
            json.WriteString(Field.Sku, promotion.Skus[i].Id);
            json.WriteString(Field.Kind, promotion.Kind);
            json.WriteTime(Field.StartsAt, promotion.StartsAt);
            json.WriteTime(Field.EndsAt, promotion.EndsAt);
            if (promotion.Live)
                json.WriteMoney(Field.ExpectedSpend, promotion.SpendCents / promotion.Skus.Length);
            json.WriteTenths(Field.Uplift, promotion.UpliftTenths);
            if (promotion.Cancelled)
                json.WriteBoolean(Field.Cancelled, true);
            simulation.Outbox.Send(Topic.Plans, Durations.OrderFeed.Draw(simulation.Random));
        }
    }
}
