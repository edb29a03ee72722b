using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// Demand per day of one SKU, adjusted for time out of stock. With u_i units sold and e_i the part of day i in stock (time
/// without a known level counts as in stock): mean d = Σu ÷ Σe; variance σ² = Σ (u_i − d·e_i)² ÷ e_i ÷ (n − 1), the unbiased
/// estimator when days are independent and a part of a day varies in proportion to its length.
/// </summary>
/// <param name="PerDay">Units per day in stock.</param>
/// <param name="VariancePerDay">Units² per day; equal to the mean, as for a Poisson process, where one day is too few to tell.</param>
internal readonly record struct Demand(double PerDay, double VariancePerDay)
{
    /// <summary>The demand as sales and levels up to a moment tell it.</summary>
    public static Demand At(Shop shop, Sku sku, long asOf, int days)
    {
        var today = shop.Calendar.DayOf(asOf);
        var first = Math.Max(today - days + 1, FirstActivity(shop, sku, today));
        Span<(double Units, double InStock)> panes = stackalloc (double, double)[Math.Max(0, today - first + 1)];
        double units = 0, inStock = 0;
        var sales = sku.Sales.From(first);
        for (var day = first; day <= today; day++)
        {
            double sold = 0;
            if (!sales.IsEmpty && sales[0].Day == day)
            {
                sold = sales[0].Units;
                sales = sales[1..];
            }

            var exposure = Exposure(shop, sku, day, asOf);
            if (exposure == 0 && sold > 0)
            {
                exposure = 1; // sold although no level says it could: the level is wrong, not the sale
            }

            panes[day - first] = (sold, exposure);
            units += sold;
            inStock += exposure;
        }

        if (inStock <= 0)
        {
            return default;
        }

        var perDay = units / inStock;
        double squares = 0;
        var counted = 0;
        foreach (var (sold, exposure) in panes)
        {
            if (exposure > 0)
            {
                squares += (sold - (perDay * exposure)) * (sold - (perDay * exposure)) / exposure;
                counted++;
            }
        }

        return new Demand(perDay, counted > 1 ? squares / (counted - 1) : perDay);
    }

    private static double Exposure(Shop shop, Sku sku, int day, long asOf)
    {
        var calendar = shop.Calendar;
        if (asOf >= calendar.EndOf(day))
        {
            var whole = sku.Stock.Day(day, calendar);
            return 1 - whole.Known + whole.InStock;
        }

        var part = sku.Stock.Between(calendar.StartOf(day), asOf, calendar.LengthOf(day));
        return ((asOf - calendar.StartOf(day)) / (double)calendar.LengthOf(day)) - part.Known + part.InStock;
    }

    private static int FirstActivity(Shop shop, Sku sku, int today)
    {
        var level = sku.Stock.FirstKnownAt;
        return Math.Min(sku.Sales.FirstDay ?? today, level == long.MaxValue ? today : shop.Calendar.DayOf(level));
    }
}
