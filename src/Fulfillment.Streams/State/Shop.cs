using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>
/// Everything known about one shop. Its clock is the newest event time accepted for it, so what is true "now" for a shop
/// follows from its own events alone and not from which shops share its lane.
/// </summary>
internal sealed class Shop(
    int symbol,
    ShopCalendar calendar,
    DispatchPolicy policy,
    Vocabulary words,
    ClosedOrders closed,
    PackedOrders orders,
    TouchedOrders touched,
    StateChanges changes) : ITracked
{
    private readonly Dictionary<int, Sku> _skus = [];
    private uint _mark;
    private int _firstKeptDay = int.MinValue;

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's id in the lane's symbols.</summary>
    public int Symbol { get; } = symbol;

    public ShopCalendar Calendar { get; } = calendar;

    /// <summary>Newest event time, Unix milliseconds.</summary>
    public long Clock { get; private set; } = Absent.Number;

    /// <summary>The shop-local day of the clock.</summary>
    public int Today => Calendar.DayOf(Clock);

    /// <summary>Whether an event arrived, or the clock moved, since the last flush.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether the shop has gone quiet since its last event, so that this flush brings all its rows up to its clock.</summary>
    public bool IsSettling { get; set; }

    public OrderLedger Orders => field ??= new OrderLedger(this, policy, words, closed, orders, touched, changes.Orders);

    public AdLedger Ads { get; } = new(symbol, words.Symbols, changes.Ads);

    public Dictionary<int, Sku>.ValueCollection Skus => _skus.Values;

    /// <summary>SKUs of which anything but the clock changed since the last flush, each once.</summary>
    public List<Sku> TouchedSkus { get; } = [];

    /// <summary>The last day begun of which sell-through was written for every SKU.</summary>
    public int SellThroughDay { get; set; } = int.MinValue;

    /// <summary>The last hour begun of which risk was written for every SKU; Unix milliseconds.</summary>
    public long RiskHour { get; set; } = long.MinValue;

    /// <summary>Moves the clock forward; never back.</summary>
    public void AdvanceTo(long time)
    {
        if (time > Clock)
        {
            changes.Shops.Touch(this);
            IsTouched = true;
            Clock = time;
        }
    }

    public Sku Sku(int symbol)
    {
        if (!_skus.TryGetValue(symbol, out var sku))
        {
            _skus.Add(symbol, sku = new Sku(Symbol, symbol));
            sku.ForgetSalesBefore(_firstKeptDay);
        }

        return sku;
    }

    /// <summary>The SKU, noted as changed since the last flush.</summary>
    public Sku Touch(int symbol)
    {
        var sku = Sku(symbol);
        if (!sku.IsTouched)
        {
            sku.IsTouched = true;
            TouchedSkus.Add(sku);
        }

        return sku;
    }

    /// <summary>Notes that what was written of a SKU is about to change.</summary>
    public void WillWrite(Sku sku) => changes.Skus.Touch(sku);

    /// <summary>Ends a flush: nothing is touched any more.</summary>
    public void Settle()
    {
        IsTouched = IsSettling = false;
        foreach (var sku in TouchedSkus)
        {
            sku.IsTouched = false;
        }

        TouchedSkus.Clear();
    }

    /// <summary>Merges one stock level.</summary>
    public void Apply(StockColumns events, int row)
    {
        var sku = Touch(words.Symbols.Of(events.Text[events.Sku[row]]));
        changes.Stock.Touch(sku.Stock);
        if (sku.Stock.Apply(events, row, words.Symbols) is { } changed)
        {
            var first = Calendar.DayOf(changed.From);
            var last = changed.Until == long.MaxValue ? int.MaxValue : Calendar.DayOf(changed.Until);
            sku.Stock.DaysChanged(first, last);
            sku.SellThrough.StockChanged(first, last);
            sku.Risk.LevelAt(changed.From);
        }
    }

    /// <summary>Forgets what ended before a time; rows written of it stay.</summary>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="skuTime">SKUs without a sale or a level since then are forgotten whole.</param>
    public void ForgetBefore(long time, long skuTime)
    {
        Orders.ForgetBefore(time);
        Ads.ForgetBefore(time);
        foreach (var sku in _skus.Values) // which allows to remove meanwhile
        {
            if (!sku.IsTouched && sku.LastActivityAt(Calendar) < skuTime)
            {
                changes.Forget(sku);
                _skus.Remove(sku.Symbol);
            }
        }
    }

    /// <summary>
    /// Keeps levels and whole days of sales from a time on, and what the longest window needs from the shop's own clock on: when it
    /// speaks again, the rows of the days it was silent are still to be written.
    /// </summary>
    /// <param name="time">Unix milliseconds, by the clock of the lane, which other shops move.</param>
    public void KeepFrom(long time)
    {
        var needed = Math.Min(time, EventTime.Add(Clock, -Lane.LongestWindow));
        _firstKeptDay = needed == Absent.Number ? int.MinValue : Calendar.DayOf(needed - 1) + 1;
        foreach (var sku in _skus.Values)
        {
            sku.Stock.ForgetBefore(needed);
            if (sku.Sales.IsAnyBefore(_firstKeptDay))
            {
                changes.Skus.Touch(sku); // that there were sales before is part of its record
            }

            sku.ForgetSalesBefore(_firstKeptDay);
        }
    }

    /// <summary>Keeps what an order sold, which is about to be forgotten itself.</summary>
    public void Carry(long soldAt, OrderLine[] lines)
    {
        foreach (var line in lines)
        {
            if (!_skus.TryGetValue(line.Sku, out var sku))
            {
                continue; // forgotten before its orders
            }

            changes.Skus.Touch(sku);
            sku.CarriedSales.Add(Calendar.DayOf(soldAt), 1, line.Quantity, line.Revenue);
        }
    }

    /// <summary>Whether nothing is left of it but its clock.</summary>
    public bool IsEmpty => !IsTouched && _skus.Count == 0 && Orders.Count == 0 && Ads.Count == 0;

    /// <summary>Takes the clock from a snapshot.</summary>
    public void Read(BinaryReader reader) => Clock = reader.ReadInt64();

    /// <summary>Forgets a SKU, as a snapshot says.</summary>
    public void Forget(int symbol) => _skus.Remove(symbol);

    /// <summary>Everything, as if it had just changed: for a snapshot that does not build on another.</summary>
    public void TouchAll()
    {
        changes.Shops.Touch(this);
        Orders.TouchAll();
        Ads.TouchAll();
        foreach (var sku in _skus.Values)
        {
            changes.Skus.Touch(sku);
            if (sku.Stock.IsKnown)
            {
                changes.Stock.Touch(sku.Stock);
            }
        }
    }
}
