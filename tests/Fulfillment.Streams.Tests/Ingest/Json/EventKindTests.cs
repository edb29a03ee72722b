using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>Every property of every kind lands in its column.</summary>
public sealed class EventKindTests
{
    [Fact]
    public void An_order_fills_its_columns()
    {
        var c = Accept<OrderColumns>(Topic.Orders, Samples.Order);

        Assert.Equal(100, c.Offset[0]);
        Assert.Equal(
            ["o-1", "s1", "576653688135258178", "AWAITING_SHIPMENT", "CA", "b9", "FULFILLMENT_BY_SELLER", "TIKTOK", "PRE_ORDER", "w1", "USD", "BUYER", "changed my mind"],
            new[] { c.EventId, c.ShopId, c.OrderId, c.Status, c.Region, c.BuyerId, c.FulfillmentType, c.ShippingType, c.OrderType, c.WarehouseId, c.Currency, c.CancelInitiator, c.CancelReason }
                .Select(column => c.Text(column[0])));
        Assert.Equal(
            [Ms("2026-03-07T04:00:00Z"), 1772856000_000, 1772856005123, 2, Ms("2026-03-20T07:00:00Z"), 0, Ms("2026-03-11T06:59:59Z"), Ms("2026-03-17T06:59:59Z")],
            new[] { c.EventTime, c.CreateTime, c.PaidTime, c.HandlingDays, c.ReleaseTime, c.IsSample, c.DispatchDeadline, c.DeliverBy }.Select(column => column[0]));
        Assert.Equal((0, 2), (c.LineStart[0], c.LineCount[0]));
        Assert.Equal(["l1", "A", "c1"], new[] { c.Lines.LineId[0], c.Lines.Sku[0], c.Lines.CampaignId[0] }.Select(slice => c.Text(slice)));
        Assert.Equal(["l2", "B", null], new[] { c.Lines.LineId[1], c.Lines.Sku[1], c.Lines.CampaignId[1] }.Select(slice => c.Text(slice)));
        Assert.Equal([2, 19_990_000, 1, 1], [c.Lines.Quantity[0], c.Lines.UnitPrice[0], c.Lines.Quantity[1], c.Lines.UnitPrice[1]]);
    }

    [Fact]
    public void An_ad_spend_restatement_fills_its_columns()
    {
        var c = Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend);

        Assert.Equal(
            ["a-1", "s1", "c1", "g1", "A", "TX", "USD", "GMV_MAX"],
            new[] { c.EventId, c.ShopId, c.CampaignId, c.AdGroupId, c.Sku, c.Region, c.Currency, c.Kind }.Select(column => c.Text(column[0])));
        Assert.Equal(
            [Ms("2026-03-07T05:10:00Z"), Ms("2026-03-07T04:00:00Z"), 12_345_678, 1000, 12, 3, 59_970_000, 2],
            new[] { c.EventTime, c.Hour, c.Spend, c.Impressions, c.Clicks, c.Conversions, c.Gmv, c.Revision }.Select(column => column[0]));
    }

    [Fact]
    public void A_scan_fills_its_columns()
    {
        var c = Accept<TrackingColumns>(Topic.Tracking, Samples.Tracking);

        Assert.Equal(
            ["t-1", "s1", "o1", "p1", "USPS", "9400", "ACCEPTED", "Accepted at USPS", "LOS ANGELES, CA"],
            new[] { c.EventId, c.ShopId, c.OrderId, c.PackageId, c.Carrier, c.TrackingNumber, c.RawStatus, c.Description, c.Location }.Select(column => c.Text(column[0])));
        Assert.Equal((Ms("2026-03-08T08:00:00Z"), TrackingStatus.Accepted), (c.EventTime[0], c.Status[0]));
        Assert.Equal((0, 2, "l1", "l2"), (c.LineStart[0], c.LineCount[0], c.Text(c.Lines.LineId[0]), c.Text(c.Lines.LineId[1])));
    }

    [Fact]
    public void A_stock_level_fills_its_columns()
    {
        var c = Accept<StockColumns>(Topic.Stock, Samples.Stock);

        Assert.Equal(["k-1", "s1", "A", "w1"], new[] { c.EventId, c.ShopId, c.Sku, c.WarehouseId }.Select(column => c.Text(column[0])));
        Assert.Equal(
            [Ms("2026-03-07T00:00:00Z"), -2, 6_500_000, 2_000_000, 4_250_000],
            new[] { c.EventTime, c.OnHand, c.LeadTimeMicrodays, c.LeadTimeSdMicrodays, c.UnitCost }.Select(column => column[0]));
        Assert.Equal((0, 2), (c.InboundStart[0], c.InboundCount[0]));
        Assert.Equal([20, Ms("2026-03-12T00:00:00Z"), 5, 1773700000_000], [c.Inbound.Quantity[0], c.Inbound.Eta[0], c.Inbound.Quantity[1], c.Inbound.Eta[1]]);
    }

    [Fact]
    public void A_return_fills_its_columns()
    {
        var c = Accept<ReturnColumns>(Topic.Returns, Samples.Return);

        Assert.Equal(
            ["r-1", "s1", "r1", "o1", "l1", "A", "REFUND_ONLY", "REQUESTED", "broken"],
            new[] { c.EventId, c.ShopId, c.ReturnId, c.OrderId, c.LineId, c.Sku, c.Type, c.Status, c.Reason }.Select(column => c.Text(column[0])));
        Assert.Equal(
            [Ms("2026-03-09T00:00:00Z"), 1, 19_990_000], new[] { c.EventTime, c.Quantity, c.RefundAmount }.Select(column => column[0]));
    }

    [Fact]
    public void A_plan_fills_its_columns()
    {
        var c = Accept<PlanColumns>(Topic.Plans, Samples.Plan);

        Assert.Equal(["p-1", "s1", "p1", "A", "LIVE"], new[] { c.EventId, c.ShopId, c.PlanId, c.Sku, c.Kind }.Select(column => c.Text(column[0])));
        Assert.Equal(
            [Ms("2026-03-09T00:00:00Z"), Ms("2026-03-16T01:00:00Z"), Ms("2026-03-16T04:00:00Z"), 500_000_000, 2_500_000, 1],
            new[] { c.EventTime, c.StartsAt, c.EndsAt, c.ExpectedSpend, c.UpliftMicros, c.Cancelled }.Select(column => column[0]));
    }

    [Theory]
    [InlineData(Topic.Orders, "order_id", "status")]
    [InlineData(Topic.AdSpend, "campaign_id", "hour", "spend")]
    [InlineData(Topic.Tracking, "order_id", "package_id", "status")]
    [InlineData(Topic.Stock, "sku", "warehouse_id", "on_hand")]
    [InlineData(Topic.Returns, "return_id", "order_id", "sku", "quantity", "status")]
    [InlineData(Topic.Plans, "plan_id", "sku", "kind", "starts_at", "ends_at")]
    public void Required_fields_are_these_and_no_others(Topic topic, params string[] required)
    {
        string[] expected = ["event_id", "shop_id", "event_time", .. required];
        var sample = Samples.Of(topic);
        using var document = System.Text.Json.JsonDocument.Parse(sample);
        foreach (var name in document.RootElement.EnumerateObject().Select(property => property.Name))
        {
            var without = Decode(topic, sample.Without(name), sample.With(name, "null"), sample.With(name, "\"\""));
            var reasons = without.Rejected.Select(letter => letter.Reason).ToList();
            if (expected.Contains(name))
            {
                Assert.Equal(Enumerable.Repeat($"missing_field: {name}", 3), reasons);
            }
            else
            {
                // An empty string is no list and no flag; everywhere else it is absent.
                Assert.All(reasons, reason => Assert.Equal($"wrong_type: {name}", reason));
                Assert.Equal(name is "lines" or "inbound" or "is_sample" or "cancelled" ? 1 : 0, reasons.Count);
            }
        }
    }
}
