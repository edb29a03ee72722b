using FsCheck.Xunit;
using Fulfillment.Streams.Tests.Laws;
using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>The engine's views equal what brute force finds in the list of events, whatever chance does to delivery.</summary>
[Laws(Arbitrary = [typeof(Story)], MaxTest = 350, QuietOnSuccess = true)]
public sealed class OracleTests
{
    [Property]
    public void Every_view_is_what_its_definition_says(Story story)
    {
        var random = new Random(story.Luck);
        using var run = new LaneRun();
        run.FeedRandomly(story.Events.Shuffled(random), random, perTick: random.Next(1, 20)).Settle();
        Compare(story.Events, run.Tables);
    }

    /// <summary>Fails where a view is not what brute force finds.</summary>
    internal static void Compare(IEnumerable<Said> events, Tables tables)
    {
        var shops = OracleViews.Shops(events).ToArray();
        Compare("orders", shops.SelectMany(OracleViews.Orders), tables);
        Compare("ad_performance", shops.SelectMany(OracleViews.AdPerformance), tables);
        Compare("delivery_latency", shops.SelectMany(OracleViews.DeliveryLatency), tables);
        Compare("sell_through", shops.SelectMany(OracleSellThrough.Rows), tables);
        Compare("stockout_risk", shops.SelectMany(OracleRisk.Rows), tables);
    }

    /// <summary>Fails where one view is not what brute force finds.</summary>
    internal static void Compare(string table, IEnumerable<KeyValuePair<string, Row>> oracle, Tables tables)
    {
        var expected = oracle.ToDictionary(p => p.Key, p => p.Value);
        var actual = tables.View(table);
        Assert.Empty(expected.Keys.Except(actual.Keys).Select(k => $"{table} lacks {k}"));
        Assert.Empty(actual.Keys.Except(expected.Keys).Select(k => $"{table} should not have {k}"));
        foreach (var (key, row) in expected)
        {
            foreach (var (column, value) in row)
            {
                Assert.True(IsSame(column, value, actual[key][column]), $"{table} {key} {column}: expected {value ?? "NULL"}, was {actual[key][column] ?? "NULL"}");
            }
        }
    }

    private static bool IsSame(string column, object? expected, object? actual) => (expected, actual) switch
    {
        (long e, long a) when column == "sells_out_at" => Math.Abs(e - a) <= 1, // a quotient floored to the second
        (double e, double a) => Math.Abs(e - a) <= 1e-9 * Math.Max(1, Math.Abs(e)),
        _ => Equals(expected, actual),
    };
}
