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
    /// <summary>The demand that some days tell of, oldest first.</summary>
    /// <param name="days">Units sold, and the part of the day in stock.</param>
    public static Demand Of(ReadOnlySpan<(double Units, double InStock)> days)
    {
        double units = 0, inStock = 0;
        foreach (var (sold, exposure) in days)
        {
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
        foreach (var (sold, exposure) in days)
        {
            if (exposure > 0)
            {
                squares += (sold - (perDay * exposure)) * (sold - (perDay * exposure)) / exposure;
                counted++;
            }
        }

        return new Demand(perDay, counted > 1 ? squares / (counted - 1) : perDay);
    }
}
