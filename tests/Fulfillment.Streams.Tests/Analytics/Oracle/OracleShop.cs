using System.IO.Hashing;
using System.Text;
using Fulfillment.Streams.Tests.Laws;
using NodaTime;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>All events of one shop and what follows from them directly: its days, its orders, who sold what, what lay on the shelf.</summary>
internal sealed class OracleShop
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private readonly DateTimeZone _zone;
    private readonly ILookup<string, StockSaid> _stock;
    private readonly Dictionary<(string Sku, int Day), (double, double, double, long?)> _shelf = [];

    public OracleShop(string shop, IEnumerable<Said> events)
    {
        Id = shop;
        _zone = DateTimeZoneProviders.Tzdb[shop == "s2" ? "America/New_York" : "America/Los_Angeles"];
        Events = [.. events];
        Clock = Events.Max(e => e.At);
        var scans = Events.OfType<ScanSaid>().ToLookup(s => s.OrderId);
        Orders = [.. Events.OfType<OrderSaid>().GroupBy(o => o.OrderId).Select(o => new OracleOrder(o.Key, o, scans[o.Key]))];
        Sales =
        [
            .. from order in Orders
               where order.SoldAt is not null
               from line in order.Lines
               select (line.Sku, DayOf(order.SoldAt!.Value), line.Quantity, (long)(line.Quantity * line.UnitPrice * 1_000_000m)),
        ];
        _stock = Events.OfType<StockSaid>().ToLookup(s => s.Sku);
    }

    public string Id { get; }

    public Said[] Events { get; }

    /// <summary>Newest event time.</summary>
    public long Clock { get; }

    public int Today => DayOf(Clock);

    public OracleOrder[] Orders { get; }

    public (string Sku, int Day, long Units, long Revenue)[] Sales { get; }

    public IEnumerable<string> Skus => Sales.Select(s => s.Sku).Concat(_stock.Select(s => s.Key)).Distinct();

    public IEnumerable<StockSaid> Stock(string sku) => _stock[sku];

    public int DayOf(long time) => Period.DaysBetween(Epoch, Instant.FromUnixTimeMilliseconds(time).InZone(_zone).Date);

    public long StartOf(int day) => _zone.AtStartOfDay(Epoch.PlusDays(day)).ToInstant().ToUnixTimeMilliseconds();

    /// <summary>"the sum over warehouses of the latest levels"; of two levels of one moment the one whose event id hashes higher.</summary>
    public long? OnHand(string sku, long time)
    {
        var latest = Latest(sku, time).ToArray();
        return latest.Length == 0 ? null : latest.Sum(l => l.OnHand);
    }

    /// <summary>The latest level of each warehouse.</summary>
    public IEnumerable<StockSaid> Latest(string sku, long time) => _stock[sku].Where(l => l.At <= time).GroupBy(l => l.Warehouse)
        .Select(w => w.OrderBy(l => l.At).ThenBy(l => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(l.EventId))).Last());

    /// <summary>Parts of a day with a known level and with stock, units × days, and the level at its end.</summary>
    public (double Known, double InStock, double UnitDays, long? End) Shelf(string sku, int day)
    {
        if (!_shelf.TryGetValue((sku, day), out var shelf))
        {
            var (known, inStock, unitDays) = Shelf(sku, StartOf(day), StartOf(day + 1), StartOf(day + 1) - StartOf(day));
            _shelf[(sku, day)] = shelf = (known, inStock, unitDays, OnHand(sku, StartOf(day + 1) - 1));
        }

        return shelf;
    }

    /// <summary>The same over a stretch, as parts of a day of <paramref name="length"/>.</summary>
    public (double Known, double InStock, double UnitDays) Shelf(string sku, long start, long end, long length)
    {
        long[] cuts = [start, .. _stock[sku].Select(l => l.At).Where(t => t > start && t < end).Distinct().Order(), end];
        long known = 0, inStock = 0, unit = 0;
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var level = OnHand(sku, from);
            known += level is null ? 0 : to - from;
            inStock += level > 0 ? to - from : 0;
            unit += (level ?? 0) * (to - from);
        }

        return ((double)known / length, (double)inStock / length, (double)unit / length);
    }
}
