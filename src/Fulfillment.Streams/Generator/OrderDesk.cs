namespace Fulfillment.Streams.Generator;

/// <summary>Lets people buy: who, what, from where.</summary>
internal sealed class OrderDesk(Simulation simulation, OrderLife life)
{
    private const int Redraws = 3;
    private static readonly WeightedChoice LineCount = new([75, 20, 5]);
    private static readonly WeightedChoice Quantity = new([82, 13, 4, 1]);
    private readonly WeightedChoice shopChoice = new(Catalogue.ShopWeights(simulation.Options.Shops));
    private long clockNanoseconds;
    private long orders;

    public void Open() => ScheduleNext();

    /// <summary>A visitor who may buy, by thinning: offered at the rate of the busiest hour, taken in proportion to this one.</summary>
    public void Visit(long now)
    {
        ScheduleNext();
        if (simulation.Random.Below(ShopCalendar.DemandMax) >= simulation.Calendar.DemandAt(now))
            return;

        var shop = simulation.Shops[shopChoice.Draw(simulation.Random)];
        if (FindSku(shop) is { } sku)
            Place(shop, sku, null, now);
    }

    /// <summary>Someone buys what a promotion shows, if there is any left.</summary>
    public void Buy(Promotion promotion, long now)
    {
        var sku = promotion.Skus[simulation.Random.Below(promotion.Skus.Length)];
        if (sku.OnHand || sku.SellsWithoutStock)
            Place(promotion.Shop, sku, promotion.Live ? promotion.CampaignId : null, now);
    }

    private void ScheduleNext()
    {
        // The gap at the busiest hour; nanoseconds, because at high rates milliseconds would round the rate away.
        var gap = (long)((Int128)simulation.Pace.OrderGapNanoseconds * ShopCalendar.DemandMean / ShopCalendar.DemandMax);
        clockNanoseconds += simulation.Random.Exponential(Math.Max(1, gap));
        simulation.Agenda.Add(simulation.Start + (clockNanoseconds / 1_000_000), new Occurrence(OccurrenceKind.NextOrder, null));
    }

    private SkuModel? FindSku(ShopModel shop)
    {
        for (var i = 0; i <= Redraws; i++)
        {
            var sku = shop.Skus[shop.ByPopularity.Draw(simulation.Random)];
            if (sku.OnHand || sku.SellsWithoutStock)
                return sku;
        }

        return null;
    }

    private void Place(ShopModel shop, SkuModel first, string? campaign, long now)
    {
        if (simulation.Agenda.Count >= simulation.Options.PendingMax)
            return;

        var random = simulation.Random;
        var region = Regions.ByPopulation.Draw(random);
        life.Begin(new OrderState
        {
            Shop = shop,
            Number = simulation.Numbered(++orders),
            CreatedAt = now,
            Buyer = shop.DrawBuyer(random),
            RegionIndex = region,
            Lines = Lines(shop, first, campaign),
            From = first.Nearest(Regions.All[region]),
            Sample = random.Chance(10_000),
        });
    }

    private OrderLine[] Lines(ShopModel shop, SkuModel first, string? campaign)
    {
        var random = simulation.Random;
        var lines = new OrderLine[1 + LineCount.Draw(random)];
        lines[0] = Line(first, campaign);
        var count = 1;
        while (count < lines.Length)
        {
            var sku = shop.Skus[shop.ByPopularity.Draw(random)];

            // One order leaves from one kind of warehouse; what does not fit is simply not bought.
            if (sku.FulfilledByPlatform != first.FulfilledByPlatform || !sku.OnHand || Array.Exists(lines, l => l.Sku == sku))
                break;

            lines[count++] = Line(sku, null);
        }

        return lines.Length == count ? lines : lines[..count];
    }

    private OrderLine Line(SkuModel sku, string? campaign)
    {
        var random = simulation.Random;
        if (campaign is null && sku.Campaigns.Count > 0 && random.Chance(350_000))
            campaign = sku.Campaigns[(int)random.Below(sku.Campaigns.Count)];

        return new OrderLine(sku, 1 + Quantity.Draw(random), campaign);
    }
}
