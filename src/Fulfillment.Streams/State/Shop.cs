using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>
/// Everything known about one shop. Its clock is the newest event time accepted for it, so what is true "now" for a shop
/// follows from its own events alone and not from which shops share its lane.
/// </summary>
internal sealed class Shop(int symbol, ShopCalendar calendar, DispatchPolicy policy, Vocabulary words, ClosedOrders closed)
{
    private readonly Dictionary<int, Sku> _skus = [];

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

    public OrderLedger Orders => field ??= new OrderLedger(this, policy, words, closed);

    public AdLedger Ads { get; } = new(words.Symbols);

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
        IsTouched |= time > Clock;
        Clock = Math.Max(Clock, time);
    }

    public Sku Sku(int symbol)
    {
        if (!_skus.TryGetValue(symbol, out var sku))
        {
            _skus.Add(symbol, sku = new Sku(symbol));
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
        if (sku.Stock.Apply(events, row, words.Symbols) is { } changed)
        {
            var first = Calendar.DayOf(changed.From);
            var last = changed.Until == long.MaxValue ? int.MaxValue : Calendar.DayOf(changed.Until);
            sku.Stock.DaysChanged(first, last);
            sku.SellThrough.StockChanged(first, last);
            sku.Risk.LevelAt(changed.From);
        }
    }

    /// <summary>
    /// Forgets what ended before a time; rows written of it stay. Of its SKUs a shop keeps what the longest window needs from
    /// its own clock on: when it speaks again, the rows of the days it was silent are still to be written.
    /// </summary>
    /// <param name="time">Unix milliseconds, by the clock of the lane, which other shops move.</param>
    /// <param name="longestWindow">Milliseconds.</param>
    public void ForgetBefore(long time, long longestWindow)
    {
        Orders.ForgetBefore(time);
        Ads.ForgetBefore(time);
        var needed = Math.Min(time, EventTime.Add(Clock, -longestWindow));
        foreach (var sku in _skus.Values)
        {
            sku.Stock.ForgetBefore(needed);
            sku.Sales.ForgetBefore(Calendar.DayOf(needed));
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Symbol);
        writer.Write(Clock);
        Orders.Write(writer);
        Ads.Write(writer);
        writer.Write(_skus.Count);
        foreach (var sku in _skus.Values)
        {
            sku.Write(writer);
        }
    }

    public void Read(BinaryReader reader)
    {
        Clock = reader.ReadInt64();
        Orders.Read(reader);
        Ads.Read(reader);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var sku = State.Sku.Read(reader);
            _skus.Add(sku.Symbol, sku);
        }
    }
}
