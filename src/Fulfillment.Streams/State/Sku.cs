using Fulfillment.Streams.Analytics.SellThrough;
using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.State.Stock;

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

    /// <summary>Day of the latest sale or stock level at or before a day; null where there is none.</summary>
    public int? LastActivityDay(int day, Time.ShopCalendar calendar)
    {
        var sale = Sales.LastDayAt(day);
        var level = Stock.LastChangeAt(calendar.EndOf(day) - 1);
        var levelDay = level == long.MinValue ? (int?)null : calendar.DayOf(level);
        return sale is null ? levelDay : levelDay is null ? sale : Math.Max(sale.Value, levelDay.Value);
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
