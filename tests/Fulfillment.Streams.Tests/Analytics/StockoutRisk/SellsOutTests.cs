using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class SellsOutTests
{
    private const double Never = double.PositiveInfinity;

    [Fact]
    public void Five_a_day_ten_on_hand_twenty_in_five_days_run_out_after_2_and_finally_after_9() =>
        Assert.Equal(new SellsOutDays(2, 9), SellsOut.Days(5, 10, [new(20, 5)]));

    [Fact]
    public void A_delivery_in_time_closes_the_gap() =>
        Assert.Equal(new SellsOutDays(6, 6), SellsOut.Days(5, 10, [new(20, 1)]));

    [Fact]
    public void A_delivery_at_the_last_moment_is_in_time() =>
        Assert.Equal(new SellsOutDays(6, 6), SellsOut.Days(5, 10, [new(20, 2)]));

    [Fact]
    public void Deliveries_may_come_in_any_order() =>
        Assert.Equal(new SellsOutDays(2, 13), SellsOut.Days(5, 10, [new(20, 9), new(20, 5)]));

    [Fact]
    public void An_empty_delivery_closes_no_gap() =>
        Assert.Equal(new SellsOutDays(2, 2), SellsOut.Days(5, 10, [new(0, 5)]));

    [Fact]
    public void Nothing_on_hand_is_out_now() => Assert.Equal(new SellsOutDays(0, 9), SellsOut.Days(5, 0, [new(20, 5)]));

    [Fact]
    public void What_is_owed_is_taken_off_the_next_delivery() =>
        Assert.Equal(new SellsOutDays(0, 7), SellsOut.Days(5, -10, [new(20, 5)]));

    [Fact]
    public void A_delivery_swallowed_by_what_is_owed_does_not_end_the_gap() =>
        Assert.Equal(new SellsOutDays(0, 6), SellsOut.Days(5, -10, [new(5, 1), new(10, 5)]));

    [Fact]
    public void What_does_not_sell_lasts_for_ever() => Assert.Equal(new SellsOutDays(Never, Never), SellsOut.Days(0, 10, []));

    [Fact]
    public void What_does_not_sell_and_is_gone_is_out_until_the_delivery() =>
        Assert.Equal(new SellsOutDays(0, Never), SellsOut.Days(0, 0, [new(20, 5)]));

    [Fact]
    public void Gone_with_nothing_coming_is_out_now_and_finally() => Assert.Equal(new SellsOutDays(0, 0), SellsOut.Days(0, 0, []));

    [Fact]
    public void Impossible_inputs_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => SellsOut.Days(-1, 10, []));
        Assert.Throws<ArgumentOutOfRangeException>("onHand", () => SellsOut.Days(1, double.NaN, []));
        Assert.Throws<ArgumentOutOfRangeException>("inbound", () => SellsOut.Days(1, 10, [new(-1, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>("inbound", () => SellsOut.Days(1, 10, [new(1, -1)]));
    }

    [Property(MaxTest = 500)]
    public bool A_day_by_day_shelf_agrees(byte rate, byte onHand, (byte Quantity, byte InDays)[] inbound)
    {
        // Whole days exactly: stock and deliveries are multiples of the daily rate.
        var perDay = rate + 1.0;
        var deliveries = inbound.Select(i => new InboundUnits(i.Quantity * perDay, i.InDays)).ToArray();
        var stock = onHand * perDay;
        int? first = null;
        var final = 0;
        for (var day = 0; day <= 255 + 256 + (255 * (inbound.Length + 1)); day++)
        {
            stock += deliveries.Where(d => d.InDays == day).Sum(d => d.Quantity);
            if (stock == 0)
            {
                first ??= day;
            }
            else
            {
                stock -= perDay;
                final = day + 1;
            }
        }

        var last = Math.Max(final, first ?? 0);
        return SellsOut.Days(perDay, onHand * perDay, deliveries) == new SellsOutDays(first ?? 0, final == 0 ? 0 : last);
    }

    [Property]
    public bool One_more_delivery_never_brings_the_end_nearer(byte rate, byte onHand, (byte Quantity, byte InDays)[] inbound, byte more, byte when)
    {
        var before = inbound.Select(i => new InboundUnits(i.Quantity, i.InDays)).ToArray();
        var without = SellsOut.Days(rate + 1, onHand, before);
        var with = SellsOut.Days(rate + 1, onHand, [.. before, new InboundUnits(more, when)]);

        return with.First >= without.First - 1e-9 && with.Final >= without.Final - 1e-9 && with.First <= with.Final;
    }
}
