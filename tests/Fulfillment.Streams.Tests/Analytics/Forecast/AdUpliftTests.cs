using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.Forecast;

namespace Fulfillment.Streams.Tests.Analytics.Forecast;

public sealed class AdUpliftTests
{
    private static readonly double[] Spend = [.. Enumerable.Range(0, 20).Select(t => 10.0 * (t % 5))];

    [Fact]
    public void A_straight_line_is_found()
    {
        var uplift = AdUplift.Fit(Spend, [.. Spend.Select(x => 5 + (0.3 * x))]);

        Assert.Equal(5, uplift.BaseUnits, 1e-12);
        Assert.Equal(0.3, uplift.UnitsPerSpend, 1e-12);
        Assert.Equal((5 + 30) / 11.0, uplift.Factor(100), 1e-12); // mean demand is 5 + 0.3 × 20
        Assert.Equal(1, uplift.Factor(20), 1e-12);
    }

    [Fact]
    public void Advertising_that_seems_to_hurt_counts_as_without_effect() =>
        Assert.Equal(1, AdUplift.Fit(Spend, [.. Spend.Select(x => 50 - x)]).Factor(1000), 1e-12);

    [Fact]
    public void A_base_below_0_becomes_a_line_through_the_origin()
    {
        var uplift = AdUplift.Fit(Spend, [.. Spend.Select(x => Math.Max(0, x - 10))]);

        Assert.Equal(0, uplift.BaseUnits);
        Assert.Equal(12.0 / 20, uplift.UnitsPerSpend, 1e-12);
    }

    [Fact]
    public void Constant_spend_and_short_histories_say_nothing()
    {
        Assert.Equal(0, AdUplift.Fit(new double[20], Spend).UnitsPerSpend);
        Assert.Equal(0, AdUplift.Fit(Spend.AsSpan(0, 13), Spend.AsSpan(0, 13)).UnitsPerSpend);
        Assert.Equal(1, AdUplift.Fit([], []).Factor(10));
    }

    [Fact]
    public void Impossible_inputs_are_named()
    {
        Assert.Throws<ArgumentException>("demand", () => AdUplift.Fit([1], []));
        Assert.Throws<ArgumentOutOfRangeException>("adstock", () => AdUplift.Fit([-1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>("demand", () => AdUplift.Fit([1], [double.NaN]));
    }

    [Property]
    public bool More_spend_never_forecasts_less(byte[] demand, ushort spend, ushort more)
    {
        double[] units = [.. demand.Select(x => (double)x)];
        double[] adstock = [.. units.Select((_, t) => (double)(t * 13 % 7))];
        var uplift = AdUplift.Fit(adstock, units);

        return uplift.Factor(spend) >= 0 && uplift.Factor(spend + more) >= uplift.Factor(spend);
    }
}
