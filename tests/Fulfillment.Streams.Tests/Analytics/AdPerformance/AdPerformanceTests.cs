using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.AdPerformance;

public sealed class AdPerformanceTests : ShopTest
{
    [Fact]
    public void A_restatement_replaces_and_the_highest_revision_wins_whatever_its_time()
    {
        At("2026-03-07 11:00").Spend("c1", "2026-03-07 10:00", 5m, gmv: 10m, revision: 2);
        At("2026-03-07 12:00").Spend("c1", "2026-03-07 10:00", 7m, gmv: 10m, revision: 1);
        Row("ad_performance", "c1", "ZZ", "2026-03-07 10:00:00").Has("spend", 5_000_000).Has("roas", 2.0);
        At("2026-03-07 10:30").Spend("c1", "2026-03-07 10:00", 4m, gmv: 10m, revision: 3);
        Row("ad_performance", "c1", "ZZ", "2026-03-07 10:00:00").Has("spend", 4_000_000).Has("roas", 2.5);
    }

    [Fact]
    public void The_least_spend_there_is_has_a_return_on_it()
    {
        At("2026-03-07 11:00").Spend("c1", "2026-03-07 10:00:00", 0.000001m, gmv: 0.000002m);
        Row("ad_performance", "c1", "ZZ", "2026-03-07 10:00:00").Has("spend", 1).Has("roas", 2.0);
    }

    [Fact]
    public void An_hour_is_written_with_the_flush_that_changes_it_and_not_again()
    {
        At("2026-03-07 11:00").Spend("c1", "2026-03-07 10:00", 5m);
        At("2026-03-07 12:00").Spend("c1", "2026-03-07 11:00", 7m).Passes();
        Run.Settle();
        Assert.Equal(2, Run.Tables.WrittenTo("ad_performance"));
    }

    [Fact]
    public void Ad_groups_of_a_campaign_add_up_per_region()
    {
        At("2026-03-07 11:00").Spend("c1", "2026-03-07 10:00", 5m, region: "CA", group: "g1").Spend("c1", "2026-03-07 10:00", 7m, region: "CA", group: "g2");
        At("2026-03-07 11:00").Spend("c1", "2026-03-07 10:00", 1m, region: "TX", group: "g1");
        Row("ad_performance", "c1", "CA", "2026-03-07 10:00:00").Has("spend", 12_000_000);
        Row("ad_performance", "c1", "TX", "2026-03-07 10:00:00").Has("spend", 1_000_000).Has("roas", 0.0);
    }
}
