using NodaTime;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>
/// Invents what happens in two small shops: orders that grow field by field, are cancelled, un-cancelled, change lines; scans
/// with corrections and scans of orders nobody announced; levels of two warehouses; restated ad spend. Times cluster at
/// midnights, hours and daylight saving, and repeat. The same seed tells the same story.
/// </summary>
internal sealed class StoryTeller
{
    private static readonly string[] Statuses =
        ["UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED", "CANCEL"];

    private static readonly string[] Scans =
    [
        "LABEL_CREATED", "ACCEPTED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "ATTEMPT_FAILED", "DELIVERED", "DELIVERED", "DELIVERED",
        "RETURNING", "RETURNED", "EXCEPTION", "AVAILABLE_FOR_PICKUP", "LOST", "something else",
    ];

    private static readonly LocalDate[] FirstDays =
        [new(2026, 3, 6), new(2026, 10, 30), new(2026, 6, 15), new(2025, 12, 30), new(2026, 1, 24), new(2026, 2, 27)];

    private readonly Random _random;
    private readonly long[] _anchors;
    private readonly int _days;
    private readonly List<Said> _said = [];

    private StoryTeller(int seed)
    {
        _random = new Random(seed);
        var first = Pick(FirstDays);
        _days = _random.Next(30) switch { 0 => 40, < 4 => 12, < 12 => 5, _ => 2 };
        string[] zones = ["America/Los_Angeles", "America/New_York", "UTC"];
        _anchors =
        [
            .. from zone in zones
               from day in Enumerable.Range(0, Math.Min(_days, 8) + 1)
               select DateTimeZoneProviders.Tzdb[zone].AtStartOfDay(first.PlusDays(day)).ToInstant().ToUnixTimeMilliseconds(),
        ];
    }

    /// <summary>The story of a seed, in no order.</summary>
    public static IReadOnlyList<Said> Tell(int seed)
    {
        var teller = new StoryTeller(seed);
        string[] shops = teller.Chance(2) ? ["s1"] : ["s1", "s2"];
        foreach (var shop in shops)
        {
            teller.Orders(shop);
            teller.Stock(shop);
            teller.Ads(shop);
            if (teller.Chance(3))
            {
                teller._said.Add(new ReturnSaid(teller.Id(), shop, teller.Time(), "o1", "A"));
            }
        }

        return teller._said;
    }

    private void Orders(string shop)
    {
        for (var orders = _random.Next(5); orders > 0; orders--)
        {
            var id = $"o{orders}";
            for (var events = _random.Next(6); events > 0; events--)
            {
                _said.Add(Order(shop, id));
            }

            var packages = _random.Next(1, 3);
            for (var scans = _random.Next(5); scans > 0; scans--)
            {
                _said.Add(new ScanSaid(Id(), shop, Time(), id, $"p{_random.Next(packages)}", Pick(Scans)));
            }
        }
    }

    private OrderSaid Order(string shop, string id) => new(Id(), shop, Time(), id, Pick(Statuses))
    {
        CreateTime = Maybe(2, Time),
        PaidTime = Maybe(2, Time),
        Region = Chance(3) ? Pick(["CA", "TX", "ZZ"]) : null,
        BuyerId = Chance(4) ? Pick(["b1", "b2"]) : null,
        FulfillmentType = Chance(6) ? "FULFILLMENT_BY_SELLER" : null,
        OrderType = Chance(6) ? Pick(["NORMAL", "PRE_ORDER", "MADE_TO_ORDER"]) : null,
        HandlingDays = Maybe(6, () => _random.Next(1, 9)),
        IsSample = Chance(8) ? Chance(2) : null,
        DispatchDeadline = Maybe(6, Time),
        DeliverBy = Maybe(3, Time),
        Lines = Chance(2) ? [.. Enumerable.Range(0, _random.Next(4)).Select(Line)] : null,
    };

    private LineSaid Line(int number) =>
        new($"l{number}", Pick(["A", "B", "C"]), _random.Next(4), Pick([0m, 1.25m, 19.99m, 0.000001m]));

    private void Stock(string shop)
    {
        foreach (var sku in (string[])["A", "B", "D"])
        {
            for (var levels = _random.Next(6); levels > 0; levels--)
            {
                _said.Add(new StockSaid(Id(), shop, Time(), sku, Pick(["w1", "w1", "w2"]), _random.Next(-3, 12))
                {
                    LeadTimeDays = Maybe<decimal>(3, () => Pick([0m, 2.5m, 6m])),
                    LeadTimeSdDays = Maybe<decimal>(3, () => Pick([0m, 1.5m])),
                    Inbound = [.. Enumerable.Range(0, Chance(3) ? _random.Next(3) : 0).Select(_ => ((long)_random.Next(5), Time()))],
                });
            }
        }
    }

    private void Ads(string shop)
    {
        for (var records = _random.Next(8); records > 0; records--)
        {
            _said.Add(new AdSaid(Id(), shop, Time(), Pick(["c1", "c2"]), Pick(_anchors) + (_random.Next(3) * 1_800_000), _random.Next(500) / 100m)
            {
                AdGroup = Chance(3) ? "g1" : null,
                Sku = Chance(3) ? "A" : null,
                Region = Chance(2) ? Pick(["CA", "TX", "ZZ"]) : null,
                Impressions = Maybe(2, () => _random.Next(1000)),
                Clicks = Maybe(2, () => _random.Next(100)),
                Conversions = Maybe(2, () => _random.Next(10)),
                Gmv = Maybe<decimal>(2, () => _random.Next(9000) / 100m),
                Revision = Maybe(2, () => _random.Next(3)),
            });
        }
    }

    private long Time() => Pick(_anchors) + _random.Next(12) switch
    {
        0 => 0,
        1 => -1,
        2 => 999,
        3 => 3_600_000,
        4 or 5 => _random.Next(24) * 3_600_000L,
        6 or 7 => _random.Next(4) * 1000L,
        _ => _random.NextInt64(_days * 86_400_000L),
    };

    private string Id() => $"e{_random.Next(100_000)}-{_said.Count}"; // random first, so that ties are not won by who came last

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private long? Maybe(int oneIn, Func<long> value) => Chance(oneIn) ? value() : null;

    private T? Maybe<T>(int oneIn, Func<T> value)
        where T : struct => Chance(oneIn) ? value() : null;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
