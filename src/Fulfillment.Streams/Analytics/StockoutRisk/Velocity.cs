namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>How fast a SKU sells while there is something to sell, and how long the stock lasts at that pace.</summary>
public static class Velocity
{
    /// <summary>
    /// Units per day in stock: days without stock say nothing about demand and are left out.
    /// 1,000 sold in 31 days of which 15 out of stock are 62.5 a day.
    /// </summary>
    /// <param name="unitsSold">Finite, 0 or more.</param>
    /// <param name="days">Length of the window, days; finite, 0 or more.</param>
    /// <param name="daysOutOfStock">The part of the window without stock, days; 0 to <paramref name="days"/>.</param>
    /// <returns>0 where nothing was ever in stock.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double PerDayInStock(double unitsSold, double days, double daysOutOfStock)
    {
        Guard.NotNegative(unitsSold);
        Guard.NotNegative(days);
        Guard.NotNegative(daysOutOfStock);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(daysOutOfStock, days);
        var inStock = days - daysOutOfStock;
        return inStock > 0 ? unitsSold / inStock : 0;
    }

    /// <summary>Days of cover = on hand ÷ units per day, inbound not counted.</summary>
    /// <param name="unitsPerDay">Finite, 0 or more.</param>
    /// <param name="onHand">Units, finite; 0 or less covers 0 days.</param>
    /// <returns><see cref="double.PositiveInfinity"/> where there is stock and nothing sells.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double DaysOfCover(double unitsPerDay, double onHand)
    {
        Guard.NotNegative(unitsPerDay);
        Guard.Finite(onHand);
        return onHand > 0 ? onHand / unitsPerDay : 0;
    }
}
