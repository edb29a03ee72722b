namespace Fulfillment.Streams.Generator;

/// <summary>How often each thing must happen so that the sum of all topics is the rate asked for.</summary>
internal sealed class Pace
{
    /// <summary>Messages one order causes over its life, repetitions included: measured, see the tests.</summary>
    private const long MilliEventsPerOrder = 15_300;

    /// <summary>How long after its order is placed a message happens, on average: measured.</summary>
    public const long MeanAgeOfEventHours = 75;

    private const long OrderLifeDays = 12;
    private const int LinesPerAdKeyMilli = 2_600;
    private const int AdKeysPerShopMax = 60;

    public Pace(GeneratorOptions options)
    {
        var adLines = options.EventsPerDay * 8 / 100;
        var keysPerHourMilli = adLines * 1_000_000 / LinesPerAdKeyMilli / 24;
        AdKeysPerShop = (int)Math.Clamp(keysPerHourMilli / 1000 / options.Shops, 1, AdKeysPerShopMax);
        AdReportPerMillion = (int)Math.Min(1_000_000, keysPerHourMilli * 1000 / (AdKeysPerShop * options.Shops));
        adLines = Math.Min(adLines, 24L * AdKeysPerShop * options.Shops * LinesPerAdKeyMilli / 1000);

        var stockLines = Math.Max(1, options.EventsPerDay * 4 / 100);
        StockGapMs = Math.Max(1, Durations.Day / stockLines);
        stockLines = Durations.Day / StockGapMs;

        MilliOrdersPerDay = Math.Max(1, (long)((Int128)(options.EventsPerDay - adLines - stockLines) * 1_000_000 / MilliEventsPerOrder));
        var underWay = MilliOrdersPerDay * OrderLifeDays / 1000;
        LifePerMille = (int)Math.Clamp(options.PendingMax * 900L / Math.Max(1, underWay), 1, 1000);
    }

    /// <summary>Thousandths of orders a day, all shops, before live streams.</summary>
    public long MilliOrdersPerDay { get; }

    /// <summary>The mean time between orders in nanoseconds, over the whole week.</summary>
    public long OrderGapNanoseconds => (long)((Int128)Durations.Day * 1_000_000_000 / MilliOrdersPerDay);

    /// <summary>Below 1000 where orders have to live shorter to stay within the bound.</summary>
    public int LifePerMille { get; }

    /// <summary>Distinct (campaign, region) lines of a shop's hourly ad report.</summary>
    public int AdKeysPerShop { get; }

    /// <summary>How often each of them reports, in millionths per hour.</summary>
    public int AdReportPerMillion { get; }

    /// <summary>Time between two routine stock levels, going round all SKUs and warehouses.</summary>
    public long StockGapMs { get; }
}
