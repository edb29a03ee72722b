using System.Globalization;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>Orders that are paid and not shipped, an event each: all of them are state that a recovery must bring back.</summary>
internal sealed class OpenOrders(int orders)
{
    /// <summary>Enough for every lane to have some.</summary>
    public const int Shops = 40;

    private const int Skus = 200;
    private static readonly string[] Regions = ["CA", "TX", "NY", "FL", "WA", "IL"];
    private static readonly DateTimeOffset Begin = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Spread = TimeSpan.FromDays(14);

    /// <summary>Writes them as a file that <c>replay</c> reads.</summary>
    public void Write(string path)
    {
        using var file = new StreamWriter(path);
        for (var n = 0; n < orders; n++)
        {
            file.Write(Event(n, $"O{n:D8}", Begin + (Spread * ((double)n / orders))));
            file.Write('\n');
        }
    }

    /// <summary>As many, numbered from one on, five to a second.</summary>
    public IEnumerable<string> From(int first) => Enumerable.Range(first, orders).Select(n => Event(n, $"O{n:D8}", Begin + TimeSpan.FromSeconds(n / 5.0)));

    /// <summary>One more order of every shop, after all of these.</summary>
    /// <param name="round">Makes them differ from those of other rounds.</param>
    public static IEnumerable<string> New(int round) => Enumerable.Range(0, Shops)
        .Select(shop => Event(shop, NameOfNew(round), Begin + Spread + TimeSpan.FromMinutes(round)));

    /// <summary>Counts the shops whose new order of a round can be seen.</summary>
    public static string CountOfNew(int round) =>
        $"SELECT count() FROM fulfillment.v_orders WHERE (shop_id, order_id) IN ({string.Join(", ", Enumerable.Range(0, Shops).Select(s => $"('shop-{s}', '{NameOfNew(round)}')"))})";

    private static string NameOfNew(int round) => $"NEW-{round}";

    private static string Event(int n, string order, DateTimeOffset at)
    {
        var time = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $$"""
            {"event_id":"{{order}}-{{n}}","shop_id":"shop-{{n % Shops}}","event_time":{{time}},"order_id":"{{order}}","status":"AWAITING_SHIPMENT","create_time":{{time}},"paid_time":{{time}},"region":"{{Regions[n % Regions.Length]}}","buyer_id":"B{{n % 50_000}}","fulfillment_type":"FULFILLMENT_BY_SELLER","lines":[{"line_id":"1","sku":"SKU-{{n / Shops % Skus}}","quantity":{{1 + (n % 3)}},"unit_price":"19.99"}]}
            """;
    }
}
