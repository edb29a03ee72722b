namespace Fulfillment.Streams.Worker.Tests.Dashboards;

public sealed class GrafanaMacrosTests
{
    private static readonly GrafanaMacros Macros = new(DateTimeOffset.FromUnixTimeSeconds(1_780_272_000), DateTimeOffset.FromUnixTimeSeconds(1_780_362_000), 120_000)
    {
        Chosen = new Dictionary<string, string[]> { ["shop"] = ["a", "b'c"], ["stage"] = ["transit"] },
        All = new Dictionary<string, string[]> { ["sku"] = ["S1", "S2"] },
    };

    [Theory]
    [InlineData("$__timeFilter(t)", "t >= toDateTime(1780272000) AND t <= toDateTime(1780362000)")]
    [InlineData("$__timeFilter_ms(t)", "t >= fromUnixTimestamp64Milli(1780272000000) AND t <= fromUnixTimestamp64Milli(1780362000000)")]
    [InlineData("$__dateFilter(d)", "d >= toDate('2026-06-01') AND d <= toDate('2026-06-02')")]
    [InlineData("$__dateTimeFilter(d, t)", "(d >= toDate('2026-06-01') AND d <= toDate('2026-06-02')) AND (t >= toDateTime(1780272000) AND t <= toDateTime(1780362000))")]
    [InlineData("$__fromTime, $__toTime_ms", "toDateTime(1780272000), fromUnixTimestamp64Milli(1780362000000)")]
    [InlineData("$__timeInterval(f(t, 1))", "toStartOfInterval(toDateTime(f(t, 1)), INTERVAL 120 second)")]
    [InlineData("$__timeInterval_ms(t)", "toStartOfInterval(toDateTime64(t, 3), INTERVAL 120000 millisecond)")]
    [InlineData("$__interval_s", "120")]
    [InlineData("$__conditionalAll(shop_id IN (${shop:singlequote}), $shop)", "shop_id IN ('a','b\\'c')")]
    [InlineData("$__conditionalAll(sku IN (${sku:singlequote}), $sku)", "1=1")]
    [InlineData("sku IN (${sku:singlequote})", "sku IN ('S1','S2')")]
    [InlineData("stage = '$stage'", "stage = 'transit'")]
    public void A_macro_expands_as_in_the_plugin(string sql, string expanded) => Assert.Equal(expanded, Macros.Expand(sql));

    [Fact]
    public void A_list_that_would_not_be_quoted_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Macros.Expand("sku IN (${sku:csv})"));
}
