using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class DemandOverLeadTimeTests
{
    [Fact]
    public void Mean_84_and_variance_210_leave_100_on_hand_short_with_probability_0_129368()
    {
        var demand = DemandOverLeadTime.FromMoments(84, 210);

        Assert.Equal("negative_binomial", demand.Distribution);
        Assert.Equal(0.12936843937098586, demand.ProbabilityAbove(100), 1e-13);
        Assert.Equal(0.129368, demand.ProbabilityAbove(100), 5e-7);
    }

    [Fact]
    public void Poisson_would_have_said_0_0389_and_normal_0_1348()
    {
        Assert.Equal(0.0389, DemandOverLeadTime.FromMoments(84, 84).ProbabilityAbove(100), 5e-5);
        Assert.Equal(0.1348, MathNet.Numerics.Distributions.Normal.CDF(0, 1, (84 - 100) / Math.Sqrt(210)), 5e-5);
    }

    [Theory]
    [InlineData(84, 84, "poisson")]
    [InlineData(84, 0, "poisson")]
    [InlineData(5000, 5000, "poisson")]
    [InlineData(84, 84.001, "negative_binomial")]
    [InlineData(399.999, 1000, "negative_binomial")]
    [InlineData(400, 401, "normal")]
    [InlineData(0, 0, "poisson")]
    [InlineData(0, 3, "negative_binomial")]
    public void Moments_choose_the_distribution(double mean, double variance, string expected) =>
        Assert.Equal(expected, DemandOverLeadTime.FromMoments(mean, variance).Distribution);

    [Fact]
    public void Moments_follow_from_the_day_and_the_lead_time()
    {
        var demand = DemandOverLeadTime.From(demandPerDay: 50, demandVariancePerDay: 25, leadDays: 6, leadSdDays: 2);

        Assert.Equal(300, demand.Mean);
        Assert.Equal(10_150, demand.Variance);
    }

    [Theory]
    [InlineData(600, 500, 2500, 0.022750131948179207)]
    [InlineData(500, 500, 900, 0.5)]
    public void Normal_tail_is_exact(double units, double mean, double variance, double expected) =>
        Assert.Equal(expected, DemandOverLeadTime.FromMoments(mean, variance).ProbabilityAbove(units), 1e-15);

    [Fact]
    public void Whole_units_count_so_a_fraction_on_hand_serves_nobody()
    {
        var demand = DemandOverLeadTime.FromMoments(84, 210);

        Assert.Equal(demand.ProbabilityAbove(100), demand.ProbabilityAbove(100.999));
        Assert.True(demand.ProbabilityAbove(101) < demand.ProbabilityAbove(100.999));
    }

    [Theory]
    [InlineData(84, 84)]
    [InlineData(84, 210)]
    [InlineData(500, 2500)]
    [InlineData(0, 0)]
    public void Negative_stock_is_out_whatever_demand_does(double mean, double variance) =>
        Assert.Equal(1, DemandOverLeadTime.FromMoments(mean, variance).ProbabilityAbove(-0.5));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    public void Without_demand_nothing_runs_out(double mean, double variance) =>
        Assert.Equal(0, DemandOverLeadTime.FromMoments(mean, variance).ProbabilityAbove(0));

    [Fact]
    public void Certain_lead_time_of_0_days_means_no_demand() =>
        Assert.Equal(0, DemandOverLeadTime.From(5, 9, 0, 0).ProbabilityAbove(0));

    [Theory]
    [InlineData(-1, 1, "mean")]
    [InlineData(double.NaN, 1, "mean")]
    [InlineData(1, -1, "variance")]
    [InlineData(1, double.PositiveInfinity, "variance")]
    public void Impossible_moments_are_named(double mean, double variance, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => DemandOverLeadTime.FromMoments(mean, variance));

    [Theory]
    [InlineData(-1, 1, 1, 1, "demandPerDay")]
    [InlineData(1, -1, 1, 1, "demandVariancePerDay")]
    [InlineData(1, 1, -1, 1, "leadDays")]
    [InlineData(1, 1, 1, -1, "leadSdDays")]
    public void Impossible_days_are_named(double perDay, double variance, double lead, double leadSd, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => DemandOverLeadTime.From(perDay, variance, lead, leadSd));

    [Fact]
    public void Stock_that_is_not_a_number_is_named() =>
        Assert.Throws<ArgumentOutOfRangeException>("units", () => DemandOverLeadTime.FromMoments(84, 210).ProbabilityAbove(double.NaN));

    [Property(MaxTest = 500)]
    public bool More_on_hand_never_raises_the_risk(PositiveInt mean, byte spread, ushort onHand, byte more)
    {
        var demand = DemandOverLeadTime.FromMoments(mean.Get / 4.0, mean.Get / 4.0 * (spread / 32.0));

        return demand.ProbabilityAbove(onHand + (more / 8.0)) <= demand.ProbabilityAbove(onHand) + 1e-12;
    }

    [Property(MaxTest = 500)]
    public bool More_demand_never_lowers_the_risk(byte mean, byte more, byte dispersion, byte onHand)
    {
        // Variance grows with the mean at a fixed ratio, as it does when a SKU simply sells more.
        var ratio = 0.5 + (dispersion / 64.0);
        var few = DemandOverLeadTime.FromMoments(mean, mean * ratio);
        var many = DemandOverLeadTime.FromMoments(mean + (more / 16.0), (mean + (more / 16.0)) * ratio);

        return many.ProbabilityAbove(onHand) >= few.ProbabilityAbove(onHand) - 1e-12;
    }

    [Property(MaxTest = 500)]
    public bool Risk_is_a_probability(NonNegativeInt mean, NonNegativeInt variance, int onHand)
    {
        var p = DemandOverLeadTime.FromMoments(mean.Get * 0.7, variance.Get * 1.3).ProbabilityAbove(onHand);

        return p is >= 0 and <= 1;
    }
}
