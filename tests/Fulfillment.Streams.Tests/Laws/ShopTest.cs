using System.Globalization;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>
/// The vocabulary of tests about one shop in Los Angeles: <c>At("2026-03-07 10:59:59").Paid("o1", "A:2")</c> says what happens,
/// <c>Row("sell_through", "A", "2026-03-07", 7)</c> what a view shows. Each statement is its own batch and flush.
/// </summary>
public abstract class ShopTest : IDisposable
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
    private static readonly LocalDateTimePattern[] Patterns =
        [.. new[] { "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd" }.Select(LocalDateTimePattern.CreateWithInvariantCulture)];

    private readonly LaneOptions? _options;
    private int _ids;


    protected ShopTest(LaneOptions? options = null)
    {
        _options = options;
        Run = new LaneRun(options: options);
    }

    internal LaneRun Run { get; private set; }

    /// <summary>A moment of the shop's wall clock; the later of two where clocks go back.</summary>
    internal static long Ms(string local) => Patterns.Select(p => p.Parse(local)).First(p => p.Success).Value
        .InZone(Zone, m => m.Last()).ToInstant().ToUnixTimeMilliseconds();

    internal static long Seconds(string local) => Ms(local) / 1000;

    internal static int Day(string date) => Period.DaysBetween(new(1970, 1, 1), LocalDatePattern.Iso.Parse(date).Value);

    internal Moment At(string local) => new(this, Ms(local));

    /// <summary>A row of a view of shop s1; a date in a key is written as one, a moment as a wall-clock time.</summary>
    internal Dictionary<string, object?>? RowOrNull(string table, params object[] key)
    {
        Run.Settle();
        var words = key.Select(k => k switch
        {
            string text when text.Length == 10 && text[4] == '-' => Day(text).ToString(CultureInfo.InvariantCulture),
            string text when text.Length > 10 && text[4] == '-' => Seconds(text).ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{k}"),
        });
        return Run.Tables.View(table).GetValueOrDefault($"s1|{string.Join('|', words)}");
    }

    internal Dictionary<string, object?> Row(string table, params object[] key) => RowOrNull(table, key)
        ?? throw new Xunit.Sdk.XunitException($"{table} has no row {string.Join(", ", key)}; it has\n{string.Join('\n', Run.Tables.View(table).Keys.Take(20))}");

    /// <summary>The lane dies; another takes over from its last snapshot with a higher epoch.</summary>
    internal void Crash()
    {
        Run.Tick();
        var letters = Run.Letters;
        Run = new LaneRun(Run.Tables, Run.Lane.Epoch + 1, _options, Run.Snapshot());
        Run.Letters.AddRange(letters);
    }

    public void Dispose()
    {
        Run.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Say(Said said)
    {
        Run.Wall.Pass(TimeSpan.FromMinutes(1)); // inputs that say nothing do not hold the lane's clock
        Run.Feed(said.Topic, said.Json).Tick();
    }

    internal string NextId() => $"e{++_ids:000}";
}

/// <summary>What may happen at a moment, in shop s1.</summary>
internal sealed class Moment(ShopTest test, long at)
{
    public long Ms => at;

    /// <summary>An order is paid at this moment; lines as <c>sku:quantity</c>, at 10 each.</summary>
    public Moment Paid(string order, params string[] lines) => Order(order, "AWAITING_SHIPMENT", o => o with
    {
        CreateTime = at, PaidTime = at, Lines = lines.Length == 0 ? null : Lines(lines),
    });

    public Moment Order(string order, string status, Func<OrderSaid, OrderSaid>? more = null)
    {
        var said = new OrderSaid(test.NextId(), "s1", at, order, status);
        test.Say(more is null ? said : more(said));
        return this;
    }

    public Moment Scan(string order, string status, string package = "p1")
    {
        test.Say(new ScanSaid(test.NextId(), "s1", at, order, package, status));
        return this;
    }

    public Moment OnHand(string sku, long units, string warehouse = "w1", params (long, long)[] inbound)
    {
        test.Say(new StockSaid(test.NextId(), "s1", at, sku, warehouse, units) { Inbound = inbound });
        return this;
    }

    public Moment Spend(string campaign, string hour, decimal spend, decimal gmv = 0, string? region = null, string? group = null, long? revision = null)
    {
        test.Say(new AdSaid(test.NextId(), "s1", at, campaign, ShopTest.Ms(hour), spend) { Gmv = gmv, Region = region, AdGroup = group, Revision = revision });
        return this;
    }

    /// <summary>Something that concerns no order, SKU or campaign: it only moves the shop's clock.</summary>
    public Moment Passes()
    {
        test.Say(new ReturnSaid(test.NextId(), "s1", at, "nobody", "nothing"));
        return this;
    }

    public static LineSaid[] Lines(params string[] lines) => [.. lines.Select((line, i) => line.Split(':') is var parts
        ? new LineSaid($"l{i}", parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), 10m) : null!)];
}
