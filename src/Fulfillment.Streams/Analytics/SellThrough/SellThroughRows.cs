using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.SellThrough;

/// <summary>
/// Sell-through per SKU over the 1, 7, 30 and 90 shop-local days ending with each day: rolling windows over panes of a day.
/// A row exists for every day up to the shop's today that has a sale or a stock level within the 90 days ending with it.
/// </summary>
internal sealed class SellThroughRows(Vocabulary words) : IAnalytic
{
    /// <summary>Window lengths in days.</summary>
    private static readonly int[] Windows = [1, 7, 30, 90];

    private readonly DayRanges _days = new();
    private readonly RowBuffer _rows = new(new TableColumns("sell_through",
        "shop_id, sku, day, window_days, units_sold, revenue, on_hand_end, average_on_hand, days_in_stock, " +
        "units_per_day_in_stock, sell_through, turnover, sell_through_amazon" + RowVersion.Columns));

    /// <inheritdoc/>
    public void Begin() => _rows.Clear();

    /// <inheritdoc/>
    public void Changed(OrderTouch order, ulong version)
    {
        if (order.IsSaleChanged)
        {
            Contribute(order.Shop, order.Before, -1);
            Contribute(order.Shop, order.After, 1);
            foreach (var (soldAt, lines) in order.PassedSales)
            {
                Pass(order.Shop, order.Shop.Calendar.DayOf(soldAt), lines);
            }
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<RowBuffer> Rows(Changes changes)
    {
        foreach (var shop in changes.Shops)
        {
            var today = shop.Today;
            WriteTouched(shop, today, changes.Version);
            shop.SellThroughDay = today;
        }

        return new(in _rows);
    }

    /// <inheritdoc/>
    public void Restore(Shop shop, in OrderFacts facts)
    {
        if (facts.SoldAt == Events.Absent.Number)
        {
            return;
        }

        var day = shop.Calendar.DayOf(facts.SoldAt);
        foreach (var line in facts.Lines)
        {
            shop.Sku(line.Sku).Sales.Add(day, 1, line.Quantity, line.Revenue);
        }
    }

    private static void Contribute(Shop shop, in OrderFacts facts, int sign)
    {
        if (facts.SoldAt == Events.Absent.Number)
        {
            return;
        }

        var day = shop.Calendar.DayOf(facts.SoldAt);
        foreach (var line in facts.Lines)
        {
            var sku = shop.Touch(line.Sku);
            var cameOrWent = sku.Sales.Add(day, sign, sign * line.Quantity, sign * line.Revenue);
            sku.SellThrough.SalesChanged(day, cameOrWent);
        }
    }

    /// <summary>Has rows of a sale written that came and went; see <see cref="OrderTouch.PassedSales"/>.</summary>
    private static void Pass(Shop shop, int day, OrderLine[] lines)
    {
        foreach (var line in lines)
        {
            var sku = shop.Touch(line.Sku);
            sku.SellThrough.SalesChanged(day, cameOrWent: true);
        }
    }

    private void WriteTouched(Shop shop, int today, ulong version)
    {
        if (shop.SellThroughDay >= today)
        {
            foreach (var sku in shop.TouchedSkus)
            {
                WriteTouched(shop, sku, today, version);
            }

            return;
        }

        foreach (var sku in shop.Skus)
        {
            WriteTouched(shop, sku, today, version);
        }
    }

    private void WriteTouched(Shop shop, Sku sku, int today, ulong version)
    {
        var cursor = sku.SellThrough;
        if (cursor.Changed.IsEmpty && cursor.WrittenThrough >= today)
        {
            return;
        }

        foreach (var window in Windows)
        {
            _days.Clear();
            foreach (var (from, to) in cursor.Changed.All)
            {
                // on-hand 90 days back is part of the longest window's row, one day beyond its sales
                _days.Add(from, Math.Min(today, to) + window - (window == 90 ? 0 : 1));
            }

            foreach (var (from, to) in cursor.Activity.All)
            {
                _days.Add(from, to + SellThroughCursor.ActiveDays);
            }

            _days.Add((cursor.WrittenThrough ?? today) + 1, cursor.RowsThrough);
            WriteDays(shop, sku, window, today, version);
        }

        shop.WillWrite(sku);
        cursor.Written(today);
    }

    /// <summary>Writes the rows of the days gathered; steps over stretches in which no row is or can have been.</summary>
    private void WriteDays(Shop shop, Sku sku, int window, int today, ulong version)
    {
        // the column cannot say days before 1970, and a row whose window reaches beyond what is kept stands as it was written
        var firstWhole = sku.Sales.FirstKept == int.MinValue ? 0 : Math.Max(0, sku.Sales.FirstKept + SellThroughCursor.ActiveDays);
        foreach (var (from, to) in _days.Merge())
        {
            for (var day = Math.Max(from, firstWhole); day <= Math.Min(to, today);)
            {
                if (sku.IsActive(day, shop.Calendar) || sku.SellThrough.MayHaveRow(day))
                {
                    Write(shop, sku, day, window, version);
                    day++;
                }
                else
                {
                    day = Math.Min(sku.NextActivityDay(day, shop.Calendar), sku.SellThrough.NextDayThatMayHaveRow(day));
                }
            }
        }
    }

    private void Write(Shop shop, Sku sku, int day, int window, ulong version)
    {
        var row = SellThroughWindow.Of(shop, sku, day, window);
        _rows.String(words.Symbols[shop.Symbol]);
        _rows.String(words.Symbols[sku.Symbol]);
        _rows.UInt16((ushort)day);
        _rows.UInt8((byte)window);
        _rows.UInt64((ulong)row.Units);
        _rows.Int64(row.Revenue);
        _rows.NullableInt64(row.OnHandEnd);
        _rows.NullableFloat64(row.AverageOnHand);
        _rows.Float64(row.DaysInStock);
        _rows.Float64(row.UnitsPerDayInStock);
        _rows.Float64(row.SellThrough);
        _rows.Float64(row.Turnover);
        _rows.NullableFloat64(row.SellThroughAmazon);
        _rows.End(version, isDeleted: !row.Exists);
    }
}
