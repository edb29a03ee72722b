using Fulfillment.Streams.Analytics.SellThrough;
using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Stock;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>One product of one shop: its stock, its sales by day, and what of it is to be written.</summary>
internal sealed class Sku : ITracked
{
    private uint _mark;

    public Sku(int shop, int symbol)
    {
        (Shop, Symbol) = (shop, symbol);
        Stock = new StockLevels(this);
    }

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; }

    /// <summary>The SKU's text in the lane's symbols.</summary>
    public int Symbol { get; }

    public StockLevels Stock { get; }

    public DailySales Sales { get; } = new();

    /// <summary>The part of the sales whose orders were forgotten; a snapshot knows the rest from the orders.</summary>
    public DailySales CarriedSales { get; } = new();

    public SellThroughCursor SellThrough { get; } = new();

    public RiskCursor Risk { get; } = new();

    /// <summary>Whether anything but the clock changed since the last flush.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether there was a sale or a stock level within the days of activity that end with a day.</summary>
    public bool IsActive(int day, ShopCalendar calendar)
    {
        var first = day - SellThroughCursor.ActiveDays + 1;
        return Sales.LastDayAt(day) >= first || Stock.LastChangeAt(calendar.EndOf(day) - 1) >= calendar.StartOf(first);
    }

    /// <summary>The first day after a day with a sale or a stock level; <see cref="int.MaxValue"/> where there is none.</summary>
    public int NextActivityDay(int day, ShopCalendar calendar)
    {
        var level = Stock.FirstChangeFrom(calendar.EndOf(day));
        return Math.Min(Sales.NextDayAfter(day), level == long.MaxValue ? int.MaxValue : calendar.DayOf(level));
    }

    /// <summary>
    /// Time of the last sale, stock level, or day of which a row may have been written, as far as is kept;
    /// <see cref="long.MinValue"/> where there is none. A day counts to its end.
    /// </summary>
    public long LastActivityAt(ShopCalendar calendar)
    {
        var day = Math.Max(Sales.LastDayAt(int.MaxValue - 1) ?? int.MinValue, SellThrough.RowsThrough);
        return Math.Max(day == int.MinValue ? long.MinValue : calendar.EndOf(day), Stock.LastChangeAt(long.MaxValue));
    }

    /// <summary>Forgets sales before a day.</summary>
    public void ForgetSalesBefore(int day)
    {
        Sales.ForgetBefore(day);
        CarriedSales.ForgetBefore(day);
    }

    /// <summary>Writes all but levels, which have a record of their own, and sales that follow from the orders.</summary>
    public void Write(BinaryWriter writer)
    {
        SellThrough.Write(writer);
        Risk.Write(writer);
        writer.Write(Sales.HasForgotten);
        CarriedSales.Write(writer);
    }

    /// <summary>Takes what <see cref="Write"/> wrote, in place of what is held.</summary>
    public void Read(BinaryReader reader)
    {
        ReadWritten(reader);
        Sales.HasForgotten = reader.ReadBoolean();
        CarriedSales.Read(reader);
    }

    /// <summary>Takes what was written of it; the part that snapshots of format 2 have.</summary>
    public void ReadWritten(BinaryReader reader)
    {
        SellThrough.Read(reader);
        Risk.Read(reader);
    }
}
