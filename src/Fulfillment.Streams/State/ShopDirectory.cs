using System.Text;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>The shops of one lane, made as their first event arrives. Not thread-safe.</summary>
internal sealed class ShopDirectory(LaneOptions options, Vocabulary words, ClosedOrders closed, StateChanges changes)
{
    private readonly Dictionary<int, Shop> _shops = [];
    private readonly PackedOrders _orders = new();
    private long _firstKept = EventTime.None;
    private readonly ShopCalendars _calendars = new(options);

    public Dictionary<int, Shop>.ValueCollection All => _shops.Values;

    /// <summary>The shop of an id.</summary>
    public Shop Find(ReadOnlySpan<byte> shopId)
    {
        var symbol = words.Symbols.Of(shopId);
        return _shops.TryGetValue(symbol, out var shop) ? shop : Add(symbol);
    }

    /// <summary>Whether a shop is known.</summary>
    public bool Has(int symbol) => _shops.ContainsKey(symbol);

    /// <summary>The shop a snapshot speaks of.</summary>
    public Shop Restored(int symbol) => _shops.TryGetValue(symbol, out var shop) ? shop : Add(symbol);

    /// <summary>Keeps what ended at a time or later, of shops there are and of shops to come.</summary>
    public void KeepFrom(long time)
    {
        _firstKept = time;
        foreach (var shop in _shops.Values)
        {
            shop.KeepFrom(time);
        }
    }

    /// <summary>Forgets shops of which nothing is left and nothing was heard since a time.</summary>
    public void ForgetBefore(long time)
    {
        foreach (var shop in _shops.Values) // which allows to remove meanwhile
        {
            if (shop.IsEmpty && shop.Clock < time)
            {
                changes.Shops.Forget(shop);
                shop.IsForgotten = true;
                _shops.Remove(shop.Symbol);
            }
        }
    }

    /// <summary>Forgets a shop, as a snapshot says.</summary>
    public void Forget(int symbol)
    {
        if (_shops.Remove(symbol, out var shop))
        {
            shop.Orders.Forget();
        }
    }

    /// <summary>The orders that changed since the last flush.</summary>
    public TouchedOrders TouchedOrders => field ??= new TouchedOrders(_orders, DispatchPolicy.TikTokUs, words);

    /// <summary>Gives back space that replaced and forgotten orders took.</summary>
    public void Compact() => _orders.Compact();

    private Shop Add(int symbol)
    {
        var shop = new Shop(symbol, _calendars.Of(Encoding.UTF8.GetString(words.Symbols[symbol])), DispatchPolicy.TikTokUs, words, closed, _orders, TouchedOrders, changes);
        shop.KeepFrom(_firstKept);
        _shops.Add(symbol, shop);
        return shop;
    }
}
