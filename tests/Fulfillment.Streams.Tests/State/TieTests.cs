using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State;

/// <summary>Two statements of one id and one time that differ: the greater counts, whichever came first.</summary>
public sealed class TieTests : ShopTest
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Of_two_sets_of_lines_the_greater_counts(int first, int second)
    {
        Say(Sold(first));
        Say(Sold(second));
        Row("orders", "o1").Has("units", 3);
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    public void Of_two_lead_times_the_longer_counts(int first, int second)
    {
        Say(Led(first));
        Say(Led(second));
        Row("stockout_risk", "A").Has("lead_time_days", 9.0);
    }

    [Theory]
    [InlineData("2026-03-10 09:00", "2026-03-10 09:30")]
    [InlineData("2026-03-10 09:30", "2026-03-10 09:00")]
    public void Of_two_times_the_later_counts(string first, string second)
    {
        Say(Sold(1) with { PaidTime = Ms(first) });
        Say(Sold(1) with { PaidTime = Ms(second) });
        Row("orders", "o1").Has("paid_at", Seconds("2026-03-10 09:30"));
    }

    [Theory]
    [InlineData("b1", "b2")]
    [InlineData("b2", "b1")]
    public void Of_two_texts_the_greater_counts(string first, string second)
    {
        Say(Sold(1) with { BuyerId = first });
        Say(Sold(1) with { BuyerId = second });
        Row("orders", "o1").Has("buyer_id", "b2");
    }

    [Theory]
    [InlineData("A:2", "B:1")]
    [InlineData("B:1", "A:2")]
    public void Of_two_sets_of_lines_the_one_with_the_greater_SKU_counts_whatever_its_quantity(string first, string second)
    {
        Say(Sold(1) with { Lines = Moment.Lines(first) });
        Say(Sold(1) with { Lines = Moment.Lines(second) });
        Row("orders", "o1").Has("units", 1);
    }

    [Theory]
    [InlineData("l1", "l2")]
    [InlineData("l2", "l1")]
    public void Of_two_sets_of_lines_the_one_with_the_greater_id_counts_whatever_its_SKU(string first, string second)
    {
        Say(Sold(1) with { Lines = [new(first, first == "l1" ? "B" : "A", first == "l1" ? 5 : 1, 10)] });
        Say(Sold(1) with { Lines = [new(second, second == "l1" ? "B" : "A", second == "l1" ? 5 : 1, 10)] });
        Row("orders", "o1").Has("units", 1);
    }

    [Theory]
    [InlineData("CA", "TX")]
    [InlineData("TX", "CA")]
    public void Of_two_words_the_greater_counts(string first, string second)
    {
        Say(Sold(1) with { Region = first });
        Say(Sold(1) with { Region = second });
        Row("orders", "o1").Has("region", "TX");
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    public void Of_two_statements_of_an_hour_the_greater_counts(int first, int second)
    {
        Say(Spent(first));
        Say(Spent(second));
        Row("ad_performance", "c1", "ZZ", "2026-03-10 09:00").Has("spend", 9_000_000);
    }

    private static AdSaid Spent(int spend) => new("e1", "s1", Ms("2026-03-10 10:00"), "c1", Ms("2026-03-10 09:00"), spend) { Revision = 1 };

    private static OrderSaid Sold(int units) => new("e1", "s1", Ms("2026-03-10 10:00"), "o1", "AWAITING_SHIPMENT")
    {
        CreateTime = Ms("2026-03-10 10:00"), PaidTime = Ms("2026-03-10 10:00"), Lines = Moment.Lines($"A:{units}"),
    };

    private static StockSaid Led(int days) => new("e1", "s1", Ms("2026-03-10 10:00"), "A", "w1", 5) { LeadTimeDays = days };
}
