using System.Globalization;
using System.Text;

namespace Fulfillment.Streams.Benchmarks.Lanes;

/// <summary>Events of a few shops, made by number: what state they leave is known.</summary>
internal static class ShopEvents
{
    public const int Shops = 40;

    /// <summary>When event number 0 of anything happens: noon in the shops' zone.</summary>
    public const long Begin = 1_741_032_000_000;

    private const long Day = 86_400_000;
    private static readonly string[] Regions = ["CA", "TX", "NY", "FL", "WA", "IL"];

    /// <summary>An order that is paid and not shipped, of two lines now and then, within two weeks.</summary>
    public static byte[] Order(int n, int orders) => Utf8($$"""
        {"event_id":"o{{n}}","shop_id":"shop-{{n % Shops}}","event_time":{{OrderTime(n, orders)}},"order_id":"576{{n:D12}}","status":"AWAITING_SHIPMENT","create_time":{{OrderTime(n, orders)}},"paid_time":{{OrderTime(n, orders)}},"region":"{{Regions[n % Regions.Length]}}","buyer_id":"b{{n % 50_000}}","fulfillment_type":"FULFILLMENT_BY_SELLER","shipping_type":"TIKTOK","order_type":"NORMAL","warehouse_id":"wh-west","currency":"USD","lines":[{"line_id":"L{{n}}0","sku":"SKU-{{n / Shops % 200:D3}}","quantity":{{1 + (n % 3)}},"unit_price":"19.99"}]}
        """);

    /// <summary>Another scan of the one parcel of an order; later rounds are later, by so many milliseconds.</summary>
    public static byte[] Scan(int n, int round, long step = 1000) => Utf8($$"""
        {"event_id":"t{{n}}-{{round}}","shop_id":"shop-{{n % Shops}}","event_time":{{Begin + (15 * Day) + (round * step)}},"order_id":"576{{n:D12}}","package_id":"P{{n:D12}}","carrier":"USPS","tracking_number":"9400{{n:D12}}","status":"IN_TRANSIT","location":"CA"}
        """);

    /// <summary>A restatement of one of 400 ad cells.</summary>
    public static byte[] Ad(int n, int revision, int round, long step) => Utf8($$"""
        {"event_id":"a{{n}}-{{revision}}","shop_id":"shop-{{n % Shops}}","event_time":{{Begin + (15 * Day) + (round * step)}},"campaign_id":"cmp-{{n % 400 / Shops}}","region":"CA","hour":{{Begin}},"kind":"AD","spend":"{{revision % 100}}.74","impressions":{{revision + 118}},"clicks":2,"conversions":0,"gmv":"0.00","currency":"USD","revision":{{revision}}}
        """);

    /// <summary>A shop's sales of one day: one line of each of so many products from one on.</summary>
    public static byte[] Sales(int shop, int day, int firstSku, int skus, Func<int, string> nameOf)
    {
        var time = (Begin + (day * Day)).ToString(CultureInfo.InvariantCulture);
        var lines = string.Join(',', Enumerable.Range(firstSku, skus).Select(sku => $$"""
            {"line_id":"L{{sku}}","sku":"{{nameOf(sku)}}","quantity":1,"unit_price":"19.99"}
            """));
        return Utf8($$"""
            {"event_id":"s{{shop}}-{{day}}-{{firstSku}}","shop_id":"shop-{{shop}}","event_time":{{time}},"order_id":"5{{shop:D3}}{{day:D3}}{{firstSku:D6}}","status":"AWAITING_SHIPMENT","create_time":{{time}},"paid_time":{{time}},"region":"CA","lines":[{{lines}}]}
            """);
    }

    /// <summary>What lies in the warehouse of a product after 90 days.</summary>
    public static byte[] Stock(int shop, string sku) => Utf8($$"""
        {"event_id":"w{{shop}}-{{sku}}","shop_id":"shop-{{shop}}","event_time":{{Begin + (90 * Day)}},"sku":"{{sku}}","warehouse_id":"wh-west","on_hand":1000,"lead_time_days":5.0}
        """);

    private static long OrderTime(int n, int orders) => Begin + (long)(14.0 * Day * n / orders);

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));
}
