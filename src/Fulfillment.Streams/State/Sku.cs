using Fulfillment.Streams.Analytics.SellThrough;
using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.State.Stock;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>One product of one shop: its stock, its sales by day, and what of it is to be written.</summary>
internal sealed class Sku(int symbol)
{
    /// <summary>The SKU's text in the lane's symbols.</summary>
    public int Symbol { get; } = symbol;

    public StockLevels Stock { get; } = new();

    public DailySales Sales { get; } = new();

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

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Symbol);
        Stock.Write(writer);
        Sales.Write(writer);
        SellThrough.Write(writer);
        Risk.Write(writer);
    }

    public static Sku Read(BinaryReader reader)
    {
        var sku = new Sku(reader.Read7BitEncodedInt());
        sku.Stock.Read(reader);
        sku.Sales.Read(reader);
        sku.SellThrough.Read(reader);
        sku.Risk.Read(reader);
        return sku;
    }
}
