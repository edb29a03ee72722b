namespace Fulfillment.Streams.Generator;

/// <summary>Makes the shops, their SKUs, prices, stock and campaigns before the first event.</summary>
internal static class Catalogue
{
    private static readonly Quantiles PriceCents = new((0, 299), (250, 999), (500, 1799), (800, 3499), (970, 8999), (1000, 24999));

    // The first few SKUs of a shop have fixed roles, so that even a small run shows every situation: the fourth is sold out
    // at the start, and in the first shop the seventh to tenth are one of each type that is not NORMAL.
    private const int SoldOutAtStart = 3;
    private const int NormalRanks = 6;

    // So many of a million SKUs are reordered too late as a habit: a tenth or so is sold out at any time.
    private const int BadlyPlannedPerMillion = 350_000;

    private static readonly (string Type, int Handling, int Weight)[] OrderTypes =
        [("NORMAL", 0, 84), ("PRE_ORDER", 0, 4), ("BACKORDER", 5, 4), ("CUSTOM", 4, 4), ("MADE_TO_ORDER", 6, 4)];

    private static readonly WeightedChoice OrderTypeChoice = new(OrderTypes.Select(t => (long)t.Weight));

    public static ShopModel[] Build(Simulation simulation)
    {
        var options = simulation.Options;
        var shopWeights = ShopWeights(options.Shops);
        var shops = new ShopModel[options.Shops];
        for (var i = 0; i < shops.Length; i++)
        {
            var milliOrders = (long)((Int128)simulation.Pace.MilliOrdersPerDay * shopWeights[i] / shopWeights.Sum());
            shops[i] = Shop(simulation, i + 1, milliOrders);
        }

        return shops;
    }

    /// <summary>Shops differ in size, but not wildly: weights 1/2, 1/3, 1/4, …</summary>
    public static long[] ShopWeights(int shops) => [.. Enumerable.Range(2, shops).Select(n => 1_000_000L / n)];

    private static ShopModel Shop(Simulation simulation, int number, long milliOrders)
    {
        var random = simulation.Random;
        var skus = new SkuModel[simulation.Options.SkusPerShop];
        var shop = new ShopModel(number, skus, (int)random.Between(70, 140));
        var shares = WeightedChoice.ZipfWeights(skus.Length).ToArray();
        var total = shares.Sum();
        for (var rank = 0; rank < skus.Length; rank++)
        {
            // An order holds 1.55 units on average.
            var milliUnits = (long)((Int128)milliOrders * shares[rank] * 155 / 100 / total);
            skus[rank] = Sku(simulation, shop, rank, milliUnits);
        }

        Campaigns(simulation, shop, milliOrders);
        return shop;
    }

    private static SkuModel Sku(Simulation simulation, ShopModel shop, int rank, long milliUnits)
    {
        var random = simulation.Random;
        var price = (PriceCents.Draw(random) / 100 * 100) + 99;
        var type = TypeOf(random, shop, rank);
        var byPlatform = random.Chance(200_000);
        Warehouse[] warehouses = byPlatform ? [Warehouse.Platform] : [Warehouse.West, Warehouse.East];
        var lead = random.Between(30, 120);
        var levels = new StockLevel[warehouses.Length];
        var sku = new SkuModel
        {
            Shop = shop,
            Id = FormattableString.Invariant($"S{shop.Number}-{rank + 1:D3}"),
            PriceCents = price,
            CostCents = price * random.Between(25, 55) / 100,
            ReturnPerMillion = (int)random.Between(20_000, 130_000),
            OrderType = type.Type,
            HandlingDays = type.Handling,
            ReleasedAt = simulation.Start + (random.Between(3, 10) * Durations.Day),
            FulfilledByPlatform = byPlatform,
            MilliUnitsPerDay = milliUnits,
            LeadTimeTenthDays = (int)lead,
            LeadTimeSdTenthDays = (int)random.Between(5, (lead / 3) + 5),
            ReorderPercent = (int)(rank == SoldOutAtStart || random.Chance(BadlyPlannedPerMillion) ? random.Between(15, 55) : random.Between(70, 150)),
            Levels = levels,
        };
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = new StockLevel(sku, warehouses[i]);
            Fill(simulation, levels[i], rank);
        }

        return sku;
    }

    private static (string Type, int Handling, int Weight) TypeOf(DeterministicRandom random, ShopModel shop, int rank)
    {
        var drawn = OrderTypes[OrderTypeChoice.Draw(random)];
        if (rank < NormalRanks)
            return OrderTypes[0];

        var role = rank - NormalRanks + 1;
        return shop.Number == 1 && role < OrderTypes.Length ? OrderTypes[role] : drawn;
    }

    private static void Fill(Simulation simulation, StockLevel level, int rank)
    {
        var random = simulation.Random;
        if (rank == SoldOutAtStart)
        {
            level.Inbound = StockRoom.UnitsFor(level, 15 * 10);
            level.InboundEta = simulation.Start + random.Between(Durations.Day, 3 * Durations.Day);
            simulation.Agenda.Add(level.InboundEta, new Occurrence(OccurrenceKind.Replenishment, level));
            return;
        }

        level.OnHand = StockRoom.UnitsFor(level, random.Between(30, 300));
    }

    private static void Campaigns(Simulation simulation, ShopModel shop, long milliOrders)
    {
        var random = simulation.Random;
        var keys = simulation.Pace.AdKeysPerShop;

        // About a tenth of revenue goes into ads; the mean basket is near 30 dollars.
        var hourly = Math.Max(25, milliOrders * 3000 / 10 / 1000 / 24 / keys);
        var campaign = 0;
        while (keys > 0)
        {
            campaign++;
            var id = FormattableString.Invariant($"cmp-{shop.Number}-{campaign}");
            var sku = campaign == 1 ? shop.Skus[SoldOutAtStart] : random.Chance(850_000) ? shop.Skus[shop.ByPopularity.Draw(random)] : null;
            var kind = random.Chance(600_000) ? "AD" : "GMV_MAX";
            var regions = random.Chance(300_000) ? 0 : (int)Math.Min(keys, random.Between(1, 5));
            var first = (int)random.Below(12);
            for (var r = 0; r < Math.Max(1, regions); r++)
            {
                var region = regions == 0 ? null : Regions.All[first + r].Code;
                var group = random.Chance(500_000) ? FormattableString.Invariant($"ag-{shop.Number}-{campaign}-{r + 1}") : null;
                shop.Ads.Add(new AdLine(shop, kind, id, group, sku, region, hourly * random.Between(40, 160) / 100));
            }

            (sku ?? shop.Skus[0]).Campaigns.Add(id);
            keys -= Math.Max(1, regions);
        }
    }
}
