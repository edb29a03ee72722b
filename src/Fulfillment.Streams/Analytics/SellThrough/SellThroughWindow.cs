using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>The figures of one window of one SKU, computed from its day panes. Definitions: CONTRACT, v_sell_through.</summary>
internal readonly record struct SellThroughWindow
{
    /// <summary>Whether the SKU had a sale or a stock level within the 90 days ending with the day.</summary>
    public bool Exists { get; private init; }

    public long Units { get; private init; }

    /// <summary>Micros.</summary>
    public long Revenue { get; private init; }

    public long? OnHandEnd { get; private init; }

    /// <summary>Time-weighted over the part of the window in which a level was known.</summary>
    public double? AverageOnHand { get; private init; }

    public double DaysInStock { get; private init; }

    public double UnitsPerDayInStock => DaysInStock > 0 ? Units / DaysInStock : 0;

    /// <summary>Sold ÷ (sold + on hand at the end); 0 where no level is known.</summary>
    public double SellThrough => OnHandEnd is { } onHand && Units + Math.Max(onHand, 0) > 0
        ? Units / (double)(Units + Math.Max(onHand, 0)) : 0;

    /// <summary>Sold ÷ average on hand; 0 where no level is known or the average is not above 0.</summary>
    public double Turnover => AverageOnHand > 0 ? Units / AverageOnHand.Value : 0;

    public double? SellThroughAmazon { get; private init; }

    public static SellThroughWindow Of(Shop shop, Sku sku, int day, int window)
    {
        var first = day - window + 1;
        var (units, revenue) = sku.Sales.Sum(first, day);
        var stock = sku.Stock.IsKnown ? sku.Stock.Days(first, day, shop.Calendar) : default;
        return new SellThroughWindow
        {
            Exists = sku.IsActive(day, shop.Calendar),
            Units = units,
            Revenue = revenue,
            OnHandEnd = sku.Stock.OnHandAt(shop.Calendar.EndOf(day) - 1),
            AverageOnHand = stock.Known > 0 ? stock.UnitDays / stock.Known : null,
            DaysInStock = stock.Known > 0 ? stock.InStock : window,
            SellThroughAmazon = window == 90 && sku.Stock.IsKnown ? Amazon(shop, sku, day, units) : null,
        };
    }

    /// <summary>Units sold in 90 days ÷ mean on-hand at the end of the days 0, 30, 60 and 90 back, over those that are known.</summary>
    private static double? Amazon(Shop shop, Sku sku, int day, long units)
    {
        double sum = 0;
        var known = 0;
        for (var back = 0; back <= 90; back += 30)
        {
            if (sku.Stock.OnHandAt(shop.Calendar.EndOf(day - back) - 1) is { } onHand)
            {
                sum += onHand;
                known++;
            }
        }

        return known > 0 && sum > 0 ? units / (sum / known) : null;
    }
}
