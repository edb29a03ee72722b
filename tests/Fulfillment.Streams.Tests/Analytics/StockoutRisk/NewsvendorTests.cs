using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class NewsvendorTests
{
    private static readonly DiscreteDemand FourSizes = Pmf((1, .25), (2, .05), (3, .5), (4, .2));

    [Fact]
    public void Normal_50_8_with_holding_18_cents_and_penalty_70_orders_56_6()
    {
        var order = Newsvendor.ForNormal(holding: .18, penalty: .70, mean: 50, sd: 8);

        Assert.Equal(56.603955927433887, order.Quantity, 1e-12);
        Assert.Equal(1.997605193176645, order.Cost, 1e-12);
    }

    [Fact]
    public void Poisson_6_with_holding_1_and_penalty_4_orders_8()
    {
        var order = Newsvendor.ForPoisson(holding: 1, penalty: 4, mean: 6);

        Assert.Equal(8, order.Quantity);
        Assert.Equal(3.570106945770946, order.Cost, 5e-15);
    }

    [Fact]
    public void Discrete_demand_orders_the_first_size_that_reaches_the_critical_ratio()
    {
        var order = Newsvendor.ForDiscrete(holding: 1, penalty: 4, FourSizes);

        Assert.Equal(3, order.Quantity);
        Assert.Equal((2 * .25) + (1 * .05) + (4 * .2), order.Cost, 1e-15);
    }

    [Fact]
    public void A_ratio_met_exactly_by_decimal_fractions_is_met()
    {
        // .25 + .05 + .5 is .8 on paper and so is 4 / (4 + 1); in binary either may come out an ulp lower.
        Assert.Equal(3, Newsvendor.ForDiscrete(.1, .4, Pmf((1, .1), (2, .2), (3, .5), (4, .2))).Quantity);
        Assert.Equal(2, Newsvendor.ForDiscrete(.7, .3, Pmf((1, .1), (2, .2), (3, .7))).Quantity);
    }

    [Fact]
    public void Lead_time_covers_one_period_more()
    {
        Assert.Equal(Newsvendor.ForNormal(.18, .70, 50 * 5, 8 * Math.Sqrt(5)), Newsvendor.ForNormal(.18, .70, 50, 8, leadTime: 4));
        Assert.Equal(Newsvendor.ForPoisson(1, 4, 24), Newsvendor.ForPoisson(1, 4, 6, leadTime: 3));

        var twoPeriods = Newsvendor.ForDiscrete(1, 4, Pmf((0, .5), (1, .5)), leadTime: 1);
        Assert.Equal(Newsvendor.ForDiscrete(1, 4, Pmf((0, .25), (1, .5), (2, .25))), twoPeriods);
    }

    [Theory]
    [InlineData(0, 1, "holding")]
    [InlineData(-1, 1, "holding")]
    [InlineData(1, 0, "penalty")]
    [InlineData(1, double.NaN, "penalty")]
    public void Costs_must_be_above_0(double holding, double penalty, string parameter)
    {
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => Newsvendor.ForNormal(holding, penalty, 50, 8));
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => Newsvendor.ForPoisson(holding, penalty, 6));
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => Newsvendor.ForDiscrete(holding, penalty, FourSizes));
    }

    [Fact]
    public void Without_demand_nothing_is_ordered_and_nothing_lost() =>
        Assert.Equal(new NewsvendorOrder(0, 0), Newsvendor.ForPoisson(1, 4, 0));

    [Fact]
    public void Without_uncertainty_the_mean_is_ordered_at_no_cost() =>
        Assert.Equal(new NewsvendorOrder(50, 0), Newsvendor.ForNormal(1, 4, 50, 0));

    [Fact]
    public void Probabilities_must_sum_to_1() =>
        Assert.Throws<ArgumentOutOfRangeException>("masses", () => Pmf((1, .25), (2, .05)));

    [Fact]
    public void Thirds_may_be_rounded() => Assert.Equal(2, Pmf((1, .3333333), (2, .3333333), (3, .3333333)).Mean, 1e-12);

    [Fact]
    public void Units_must_be_whole_and_bounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>("masses", () => Pmf((-1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("masses", () => Pmf((DiscreteDemand.MaxUnits + 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("periods", () => Pmf((DiscreteDemand.MaxUnits, 1)).OverPeriods(2));
    }

    [Property(MaxTest = 200)]
    public bool Poisson_optimum_beats_its_neighbours(PositiveInt mean, byte holding, byte penalty)
    {
        double h = holding + 1, p = penalty + 1, m = mean.Get / 3.0;
        var order = Newsvendor.ForPoisson(h, p, m);

        return order.Cost <= Newsvendor.PoissonCost(h, p, m, order.Quantity + 1) + 1e-7
            && (order.Quantity == 0 || order.Cost <= Newsvendor.PoissonCost(h, p, m, order.Quantity - 1) + 1e-7);
    }

    [Property(MaxTest = 200)]
    public bool Discrete_optimum_beats_every_other_quantity(NonEmptyArray<byte> weights, byte holding, byte penalty)
    {
        var total = weights.Get.Sum(w => w + 1.0);
        var demand = DiscreteDemand.Of([.. weights.Get.Select((w, units) => KeyValuePair.Create(units, (w + 1) / total))]);
        var order = Newsvendor.ForDiscrete(holding + 1, penalty + 1, demand);

        return Enumerable.Range(0, weights.Get.Length + 2)
            .All(q => order.Cost <= demand.ExpectedCost(holding + 1, penalty + 1, q) + 1e-9);
    }

    [Property(MaxTest = 200)]
    public bool Normal_optimum_beats_its_neighbours(byte mean, byte sd, byte holding, byte penalty)
    {
        double h = holding + 1, p = penalty + 1, s = sd + 1;
        var order = Newsvendor.ForNormal(h, p, mean, s);

        return order.Cost <= NormalCost(order.Quantity + 0.1) + 1e-9 && order.Cost <= NormalCost(order.Quantity - 0.1) + 1e-9
            && Math.Abs(order.Cost - NormalCost(order.Quantity)) < 1e-8 * (1 + order.Cost);

        double NormalCost(double q)
        {
            var z = (q - mean) / s;
            var shortage = s * (MathNet.Numerics.Distributions.Normal.PDF(0, 1, z) - (z * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z)));
            return (h * (q - mean)) + ((h + p) * shortage);
        }
    }

    [Theory]
    [InlineData(690)]
    [InlineData(720)]
    [InlineData(2000)]
    public void Both_ways_to_the_poisson_cost_agree(double quantity) =>
        Assert.Equal(Newsvendor.PoissonCost(1, 4, 700, quantity), Newsvendor.PoissonCost(1, 4, Math.BitIncrement(700.0), quantity), 1e-8);

    [Fact]
    public void Poisson_cost_is_the_sum_over_all_demands()
    {
        var cost = 0.0;
        var probability = Math.Exp(-6);
        for (var d = 0; d < 100; probability *= 6.0 / ++d)
        {
            cost += probability * (d < 8 ? 8 - d : 4 * (d - 8));
        }

        Assert.Equal(cost, Newsvendor.PoissonCost(1, 4, 6, 8), 1e-12);
    }

    private static DiscreteDemand Pmf(params (int Units, double Probability)[] masses) =>
        DiscreteDemand.Of([.. masses.Select(m => KeyValuePair.Create(m.Units, m.Probability))]);
}
