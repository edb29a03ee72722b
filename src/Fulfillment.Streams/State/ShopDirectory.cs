using System.Text;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.State;

/// <summary>The shops of one lane, made as their first event arrives. Not thread-safe.</summary>
internal sealed class ShopDirectory(LaneOptions options, Vocabulary words, ClosedOrders closed)
{
    private readonly Dictionary<int, Shop> _shops = [];
    private readonly ShopCalendars _calendars = new(options);

    public IReadOnlyCollection<Shop> All => _shops.Values;

    /// <summary>The shop of an id.</summary>
    public Shop Find(ReadOnlySpan<byte> shopId)
    {
        var symbol = words.Symbols.Of(shopId);
        return _shops.TryGetValue(symbol, out var shop) ? shop : Add(symbol);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_shops.Count);
        foreach (var shop in _shops.Values)
        {
            shop.Write(writer);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            Add(reader.Read7BitEncodedInt()).Read(reader);
        }
    }

    private Shop Add(int symbol)
    {
        var shop = new Shop(symbol, _calendars.Of(Encoding.UTF8.GetString(words.Symbols[symbol])), DispatchPolicy.TikTokUs, words, closed);
        _shops.Add(symbol, shop);
        return shop;
    }
}
