using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// The days that the demand of one SKU is estimated from, each looked up once for all the hours that are written of it: an hour has
/// 29 of its 30 days in common with the next. Not thread-safe.
/// </summary>
internal sealed class DemandDays
{
    /// <summary>More than the days of any estimate, so that none of them shares a slot with another.</summary>
    private const int Slots = 128;

    private readonly int[] _dayIn = new int[Slots];
    private readonly (double Units, double InStock)[] _whole = new (double, double)[Slots];
    private readonly (double Units, double InStock)[] _window = new (double, double)[Slots];
    private Shop _shop = null!;
    private Sku _sku = null!;
    private int _firstActivity;

    /// <summary>Turns to a SKU as it is now; nothing of it may change until the next call.</summary>
    public void Begin(Shop shop, Sku sku)
    {
        (_shop, _sku) = (shop, sku);
        var level = sku.Stock.FirstKnownAt;
        _firstActivity = Math.Min(sku.Sales.FirstDay ?? int.MaxValue, level == long.MaxValue ? int.MaxValue : shop.Calendar.DayOf(level));
        Array.Fill(_dayIn, int.MinValue);
    }

    /// <summary>The demand as sales and levels up to a moment tell it.</summary>
    /// <param name="asOf">Unix milliseconds.</param>
    /// <param name="days">Shop-local days, that of the moment included; at most 128.</param>
    public Demand At(long asOf, int days)
    {
        var today = _shop.Calendar.DayOf(asOf);
        var first = Math.Max(today - days + 1, Math.Min(_firstActivity, today));
        var used = 0;
        for (var day = first; day < today; day++)
        {
            _window[used++] = Whole(day);
        }

        _window[used++] = Exposed(_sku.Sales.Sum(today, today).Units, UpTo(today, asOf));
        return Demand.Of(_window.AsSpan(0, used));
    }

    private (double Units, double InStock) Whole(int day)
    {
        var slot = day & (Slots - 1);
        if (_dayIn[slot] != day)
        {
            var stock = _sku.Stock.Day(day, _shop.Calendar);
            _whole[slot] = Exposed(_sku.Sales.Sum(day, day).Units, 1 - stock.Known + stock.InStock);
            _dayIn[slot] = day;
        }

        return _whole[slot];
    }

    private double UpTo(int day, long asOf)
    {
        var (start, length) = (_shop.Calendar.StartOf(day), _shop.Calendar.LengthOf(day));
        var part = _sku.Stock.Between(start, asOf, length);
        return ((asOf - start) / (double)length) - part.Known + part.InStock;
    }

    /// <summary>Where units were sold although no level says they could, the level is wrong and not the sale.</summary>
    private static (double Units, double InStock) Exposed(long sold, double exposure) => (sold, exposure == 0 && sold > 0 ? 1 : exposure);
}
